package dev.handoff.handoff;

/**
 * The caller's name for one request: the same key with the same body has one effect.
 *
 * @param operation the call it belongs to; keys of different calls never meet
 * @param bodyHash SHA-256 of the raw body, hexadecimal
 */
public record IdempotencyKey(String operation, String key, String bodyHash) {}
