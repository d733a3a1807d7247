/**
 * The subject: handoffs, conversations, transcripts, the journal, and who may change their state.
 * Knows no Camel, no HTTP, no Zoho; imports no other room.
 */
@NullMarked
package dev.handoff.handoff;

import org.jspecify.annotations.NullMarked;
