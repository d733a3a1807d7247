/**
 * How much the gateway asks of each host of Zoho, and when it asks nothing: circuit breaker, number
 * of parallel calls, pauses that Zoho asked for, Desk's daily credits. Knows no Camel and no HTTP.
 * Whoever may not call now goes back to the database and comes again later.
 */
@NullMarked
package dev.handoff.zoho.limits;

import org.jspecify.annotations.NullMarked;
