package dev.handoff.intake.zobot;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the bot behaves.
 *
 * @param transfer {@code open-conversation} or {@code forward}
 * @param forwardDepartment id of the SalesIQ department a {@code forward} goes to; null means the
 *     usual one, or any where none is chosen
 * @param defaultZone for visitors whose zone is not known
 * @param defaultLanguage of visitors whose language is not known, or not spoken here; a tag such as
 *     {@code fr} or {@code fr-CA}
 * @param maxReplyLength longer replies are split; SalesIQ names no figure (sheet section 5.5)
 * @param maxAsks how often a callback's details, or an e-mail address, are asked for before another
 *     way is offered
 * @param noPending channels on which an answer can't be put off with {@code pending} (sheet section
 *     5.5); the visitor there is told that it is on its way, and the outcome at the next message
 * @param callbackSoonest how far ahead a call "as soon as possible" is
 */
@ConfigurationProperties("handoff.zobot")
public record DialogueSettings(
    @DefaultValue("open-conversation") Transfer transfer,
    @Nullable String forwardDepartment,
    @DefaultValue("UTC") ZoneId defaultZone,
    @DefaultValue("en") String defaultLanguage,
    @DefaultValue("1000") int maxReplyLength,
    @DefaultValue("3") int maxAsks,
    @DefaultValue("instagram") Set<ZobotChannel> noPending,
    @DefaultValue("5m") Duration callbackSoonest) {

  public DialogueSettings {
    forwardDepartment =
        forwardDepartment == null || forwardDepartment.isBlank() ? null : forwardDepartment.strip();
    defaultZone = Zones.named(defaultZone);
    if (!defaultLanguage.matches("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")) {
      throw new IllegalArgumentException(
          "handoff.zobot.default-language: "
              + defaultLanguage
              + " (expected: a language such as en or fr-CA)");
    }
    if (maxReplyLength < 50) {
      throw new IllegalArgumentException(
          "handoff.zobot.max-reply-length: " + maxReplyLength + " (expected: at least 50)");
    }
    if (maxAsks < 1) {
      throw new IllegalArgumentException(
          "handoff.zobot.max-asks: " + maxAsks + " (expected: at least 1)");
    }
    noPending = Set.copyOf(noPending);
    if (callbackSoonest.isNegative()) {
      throw new IllegalArgumentException(
          "handoff.zobot.callback-soonest: " + callbackSoonest + " (expected: zero or more)");
    }
  }

  /** The SalesIQ department that takes the bot's chats; null means the usual one. */
  @Nullable String transferDepartment() {
    return transfer == Transfer.FORWARD ? forwardDepartment : null;
  }
}
