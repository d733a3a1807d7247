/**
 * What happens before the start: where configuration and routes are found, and whether they can be
 * worked with. Nobody imports this room.
 */
@NullMarked
package dev.handoff.setup;

import org.jspecify.annotations.NullMarked;
