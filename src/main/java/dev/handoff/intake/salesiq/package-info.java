/**
 * SalesIQ's event webhooks (sheet section 7): what operators do in a conversation, understood and
 * handed to the subject. What the bot answers is in {@code intake.zobot}.
 */
@NullMarked
package dev.handoff.intake.salesiq;

import org.jspecify.annotations.NullMarked;
