package dev.handoff.zoho;

/**
 * Where Zoho is and who we are there, now. What is chosen at {@code /setup} on any node is told
 * here within a few seconds, and nobody restarts. Cheap: asks no one for each call.
 */
@FunctionalInterface
public interface ZohoPlaces {

  ZohoPlace now();

  /** What the environment says, for ever. */
  static ZohoPlaces of(ZohoProperties zoho) {
    ZohoPlace place = ZohoPlace.of(zoho);
    return () -> place;
  }
}
