package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.JournalStep;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoProperties.UnclearPolicy;
import dev.handoff.zoho.ZohoRefused;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the settings say about a create without a clear answer, and the words for a person. */
@Component
public final class UnclearCreates {

  private static final String CODE = "outcome_unknown";

  private final ZohoProperties zoho;

  public UnclearCreates(ZohoProperties zoho) {
    this.zoho = zoho;
  }

  /** Whether it is left to a person at once. */
  public boolean isParked(@Variable("soughtAfter") String what) {
    return zoho.unclear().of(what) == UnclearPolicy.PARK;
  }

  /** Whether it is looked for before it is repeated. */
  public boolean isLookedFor(@Variable("soughtAfter") String what) {
    return zoho.unclear().of(what) == UnclearPolicy.LOOK;
  }

  /**
   * Leaves it to a person, as the settings say.
   *
   * @throws ZohoRefused always
   */
  public void park(
      @Variable("delivery") Delivery delivery,
      @Variable("step") String step,
      @Variable("soughtAfter") String what) {
    String why = "handoff.zoho.unclear." + what + " says that a person decides";
    throw unclear(delivery, step, what, why, null);
  }

  /**
   * Leaves it to a person because Zoho offers nothing to look by.
   *
   * @throws ZohoRefused always
   */
  public void cannotLook(
      @Variable("delivery") Delivery delivery,
      @Variable("step") String step,
      @Variable("soughtAfter") String what,
      @ExchangeException ZohoFailure failure) {
    String why = "it cannot be looked for: " + failure.getMessage() + " (" + failure.code() + ")";
    throw unclear(delivery, step, what, why, failure.remedy());
  }

  private static ZohoRefused unclear(
      Delivery delivery, String step, String what, String why, @Nullable String remedy) {
    String sent =
        delivery
            .step(step)
            .map(JournalStep::startedAt)
            .map(at -> "sent at " + at.truncatedTo(ChronoUnit.SECONDS))
            .orElse("sent");
    String token = delivery.handoff().correlation();
    return new ZohoRefused(
        CODE,
        String.format(
            "The %s was %s without a clear answer, so Zoho may have made it; %s. Its reference is %s.",
            what, sent, why, token),
        List.of(),
        (remedy == null ? "" : remedy + " ")
            + String.format(
                "Look at Zoho for a %s with the reference %s: if it is there, discard this handoff;"
                    + " if it is not, replay with notAtZoho.",
                what, token));
  }
}
