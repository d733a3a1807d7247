package dev.handoff.operations;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.DeadLetters;
import dev.handoff.handoff.DeadLetters.Replay;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.Mend;
import dev.handoff.handoff.NotParkedException;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.RequestProblem;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** What operators do to one parked handoff, by HTTP or by JMX; checked here, audited beneath. */
@Component
final class DeadLetterActs {

  static final String TENANT = ConversationKey.DEFAULT_TENANT;

  private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{1,40}");
  private static final int LONGEST_REASON = 1_000;

  private final Handoffs handoffs;
  private final DeadLetters deadLetters;
  private final Mends mends;
  private final Clock clock;

  DeadLetterActs(Handoffs handoffs, DeadLetters deadLetters, Mends mends, Clock clock) {
    this.handoffs = handoffs;
    this.deadLetters = deadLetters;
    this.mends = mends;
    this.clock = clock;
  }

  /**
   * The handoff of that id.
   *
   * @throws RequestProblem 404
   */
  Handoff find(String id) {
    if (!ID.matcher(id).matches()) {
      throw unknown();
    }
    return handoffs
        .find(TENANT, new HandoffId(id.toLowerCase(Locale.ROOT)))
        .orElseThrow(DeadLetterActs::unknown);
  }

  private static RequestProblem unknown() {
    return RequestProblem.notFound("There is no handoff of that id");
  }

  /**
   * Sends it again, with what the fields mend. With {@code notAtZoho} a person says to have looked
   * at Zoho for what an unclear step may have made, and not to have found it.
   *
   * @throws RequestProblem 404, 409 when it is not parked or a callback whose time has passed, 422
   *     when a field may not be mended so
   */
  Handoff replay(String id, JsonFields fields) {
    Handoff seen = find(id);
    Mend mend = mends.read(fields, seen);
    boolean absent = fields.flag("notAtZoho");
    fields.check();
    requireParked(seen);
    List<JournalStep> journal = handoffs.journal(seen);
    MissedCallbacks.refusal(seen, clock.instant(), () -> journal)
        .ifPresent(
            why -> {
              throw RequestProblem.conflict(why);
            });
    Set<String> unclear = mends.unclear(journal);
    if (!absent) {
      mends.requirePossible(mend, unclear);
    } else if (unclear.isEmpty()) {
      throw RequestProblem.conflict(
          "Nothing about handoff " + seen.id() + " is unclear; replay it without notAtZoho");
    }
    try {
      Replay how =
          new Replay(
              mend, mends.anew(mend, seen), absent ? unclear : Set.of(), clock.instant(), "");
      return deadLetters.replay(seen, how, who());
    } catch (NotParkedException changed) {
      throw conflict(changed.handoff());
    }
  }

  /**
   * Gives it up, for the {@code reason} among the fields, if any is given.
   *
   * @throws RequestProblem 404, 409 when it is not parked
   */
  Handoff discard(String id, JsonFields fields) {
    Handoff seen = find(id);
    String reason = reason(fields);
    fields.check();
    requireParked(seen);
    try {
      return deadLetters.discard(seen, reason, who());
    } catch (NotParkedException changed) {
      throw conflict(changed.handoff());
    }
  }

  /** Why something is given up, as the audit tells it. */
  static String reason(JsonFields fields) {
    String given = fields.text("reason", LONGEST_REASON);
    return given == null ? "no reason given" : given;
  }

  private static void requireParked(Handoff handoff) {
    if (handoff.state() != HandoffState.PARKED) {
      throw conflict(handoff);
    }
  }

  private static RequestProblem conflict(Handoff handoff) {
    String why =
        switch (handoff.state()) {
          case DELIVERED -> "it reached a person, so there is nothing to do";
          case DISCARDED -> "it was given up for good; its conversation may hand over anew";
          case PARKED -> "somebody has replayed it meanwhile; look at it again first";
          case RECEIVED, DELIVERING, RETRYING ->
              "it is on its way; wait until it is delivered or parked";
        };
    return RequestProblem.conflict(
        "Handoff " + handoff.id() + " is " + handoff.state().wireName() + ": " + why);
  }

  /** The login of the one who acts; JMX without a web login has none. */
  static String who() {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    return login == null ? "jmx" : login.getName();
  }
}
