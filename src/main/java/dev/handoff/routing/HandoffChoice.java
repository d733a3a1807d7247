package dev.handoff.routing;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Which kind of handoff serves the visitor best when the caller leaves it open: a call when phone
 * and time are known, a chat where a visitor can be reached live and somebody is there, else a
 * ticket. See docs/routing.md.
 */
@Component
public final class HandoffChoice {

  /**
   * A kind, and why that one.
   *
   * @param because for people, without anything personal
   */
  public record Chosen(HandoffKind kind, String because) {}

  private final RoutingRules rules;
  private final Reception reception;

  public HandoffChoice(RoutingRules rules, Reception reception) {
    this.rules = rules;
    this.reception = reception;
  }

  /** The kind asked for, else the best one. */
  public Chosen choose(Handoff handoff) {
    HandoffKind asked = handoff.askedKind();
    if (asked != null) {
      return new Chosen(asked, "it was asked for");
    }
    if (handoff.request().callback() != null) {
      return new Chosen(HandoffKind.CALLBACK, "phone and time are known");
    }
    String channel = handoff.key().channel().wireName();
    if (!rules.liveChannels().contains(handoff.key().channel())) {
      return new Chosen(
          HandoffKind.TICKET,
          "nobody can talk back on the channel " + channel + " (handoff.routing.live-channels)");
    }
    return live(reception.forChat(handoff.request().channelRefs().departmentId()), channel);
  }

  private static Chosen live(Attendance now, String channel) {
    return switch (now.state()) {
      case THERE ->
          new Chosen(HandoffKind.CHAT, "an operator can talk back on the channel " + channel);
      case CLOSED -> new Chosen(HandoffKind.TICKET, "outside business hours" + until(now));
      case NOBODY_FREE ->
          new Chosen(HandoffKind.TICKET, "SalesIQ said a moment ago that no operator is free");
    };
  }

  private static String until(Attendance now) {
    Instant opens = now.opens();
    return opens == null ? "" : ", which begin at " + opens;
  }
}
