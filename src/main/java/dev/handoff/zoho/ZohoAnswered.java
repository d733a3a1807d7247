package dev.handoff.zoho;

import java.time.Duration;

/**
 * Published when a call to Zoho has ended, on the thread that made it; a call that is sent again
 * with a new token ends twice.
 *
 * @param took from the moment of sending until the answer was understood
 */
public record ZohoAnswered(ZohoCall call, ZohoAnswer answer, Duration took) {}
