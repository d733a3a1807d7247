/**
 * From the channels' payloads to the subject: checks, parsing, duplicates, and the answers given
 * back. Never talks to Zoho.
 */
@NullMarked
package dev.handoff.intake;

import org.jspecify.annotations.NullMarked;
