/**
 * Tables that a team edits while the gateway runs: read whole with their line numbers, refused
 * whole when wrong. Knows nothing of what the tables mean; that is in the rooms that open them.
 */
@NullMarked
package dev.handoff.tables;

import org.jspecify.annotations.NullMarked;
