/**
 * Catching up with what people at Zoho did while the gateway was not there, or an event was lost.
 * Whatever is found passes the same duplicate check as events.
 */
@NullMarked
package dev.handoff.relay.catchup;

import org.jspecify.annotations.NullMarked;
