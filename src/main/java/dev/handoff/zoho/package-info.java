/**
 * Zoho's side of every call: requests, answers, and the one classifier that says what an answer
 * means.
 */
@NullMarked
package dev.handoff.zoho;

import org.jspecify.annotations.NullMarked;
