/**
 * Carrying a handoff out: work items, steps, retries, parking. Calls Zoho only through the zoho
 * room.
 */
@NullMarked
package dev.handoff.delivery;

import org.jspecify.annotations.NullMarked;
