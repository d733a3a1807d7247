package dev.handoff.handoff;

/**
 * The caller's name for one request: the same key with the same body has one effect.
 *
 * @param operation the call it belongs to; keys of different calls never meet
 * @param bodyHash SHA-256 of what the body means, hexadecimal
 * @param bytesHash SHA-256 of the raw body, hexadecimal, which earlier versions kept
 */
public record IdempotencyKey(String operation, String key, String bodyHash, String bytesHash) {

  /** For a body that can be written in one way only. */
  public IdempotencyKey(String operation, String key, String bodyHash) {
    this(operation, key, bodyHash, bodyHash);
  }

  /** Whether a call that kept this hash had the same body. */
  boolean isOf(String keptHash) {
    return keptHash.equals(bodyHash) || keptHash.equals(bytesHash);
  }
}
