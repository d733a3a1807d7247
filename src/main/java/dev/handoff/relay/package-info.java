/**
 * The way back to bot platforms: what the human side did is told to them, in order, signed, and
 * again until they take it.
 */
@NullMarked
package dev.handoff.relay;

import org.jspecify.annotations.NullMarked;
