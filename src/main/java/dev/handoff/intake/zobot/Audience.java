package dev.handoff.intake.zobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.handoff.handoff.Visitor;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Whom the bot talks to, as far as all calls so far told. A visitor of whom nothing is told is on
 * the website.
 *
 * @param country two letters
 * @param email as typed in the dialogue; it holds, whatever SalesIQ knows
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Audience(
    ZobotChannel channel, Visitor visitor, @Nullable String country, @Nullable String email) {

  static final Audience UNKNOWN = new Audience(ZobotChannel.WEBSITE, Visitor.unknown(), null, null);

  Audience {
    channel = channel == null ? ZobotChannel.WEBSITE : channel;
    visitor = mailing(visitor == null ? Visitor.unknown() : visitor, email);
  }

  /** What that call tells; where it is silent, what was known before. */
  Audience seenIn(ZobotRequest request) {
    ZobotChannel told = request.channel();
    return new Audience(
        told == null ? channel : told,
        request.visitor().completedBy(visitor),
        request.country() == null ? country : request.country(),
        email);
  }

  /** The visitor gave that address as the one to write to. */
  Audience reachedAt(String typed) {
    return new Audience(channel, visitor, country, typed);
  }

  /** How dates are spelled for this visitor. */
  @Nullable String language() {
    return visitor.language();
  }

  /** The visitor's zone, or the other where it is not known. */
  ZoneId zoneOr(ZoneId other) {
    ZoneId told = Zones.read(visitor.timeZone());
    return told == null ? other : told;
  }

  private static Visitor mailing(Visitor visitor, @Nullable String typed) {
    return new Visitor(null, typed, null, null, null, null, null).completedBy(visitor);
  }
}
