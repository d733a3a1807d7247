/** A simulated Zoho for the sandbox profile and the tests. Nobody imports this room. */
@NullMarked
package dev.handoff.sandbox;

import org.jspecify.annotations.NullMarked;
