/** Checks of the configuration before the start. Nobody imports this room. */
@NullMarked
package dev.handoff.setup;

import org.jspecify.annotations.NullMarked;
