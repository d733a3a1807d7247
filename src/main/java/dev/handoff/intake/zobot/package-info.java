/**
 * The SalesIQ Zobot webhook: what SalesIQ asks, what the bot answers, and the dialogue in between.
 */
@NullMarked
package dev.handoff.intake.zobot;

import org.jspecify.annotations.NullMarked;
