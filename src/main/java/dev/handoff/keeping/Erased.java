package dev.handoff.keeping;

import java.util.List;
import java.util.Map;

/**
 * What was forgotten.
 *
 * @param counts how many rows of which kind lost what was personal in them, or went
 * @param zoho what Zoho still has: for each handoff the ids that were known here
 * @param mentions conversations of others in which the address was written; it was blotted out
 * @param unfinished {@code what} failed and its {@code problem}; asking again goes on with it
 */
public record Erased(
    Map<String, Long> counts,
    List<Map<String, String>> zoho,
    List<Map<String, String>> mentions,
    List<Map<String, String>> unfinished) {}
