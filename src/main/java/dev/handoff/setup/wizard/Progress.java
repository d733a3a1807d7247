package dev.handoff.setup.wizard;

import dev.handoff.setup.NeededScopes;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.TokenStatus;
import dev.handoff.zoho.accounts.ZohoChoices;
import dev.handoff.zoho.accounts.ZohoChoices.Consented;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the set-up is. Reads the store and calls nobody. */
@Component
public final class Progress {

  private static final Map<String, String> WHAT =
      Map.of(
          "ZOHO_REGION", "Choose the region.",
          "ZOHO_DESK_API_URL",
              "Set ZOHO_DESK_API_URL in the environment: no Desk host is published for this region.",
          "ZOHO_CLIENT_ID", "Store the id of the ordinary client.",
          "ZOHO_CLIENT_SECRET", "Store the secret of the ordinary client.",
          "ZOHO_ORG_ID", "Choose the Desk organisation.",
          "ZOHO_DEPARTMENT_ID", "Choose the Desk department.",
          "ZOHO_SALESIQ_SCREEN_NAME", "Choose the SalesIQ portal.",
          "ZOHO_SALESIQ_APP_ID", "Choose the SalesIQ brand.",
          "ZOHO_SALESIQ_DEPARTMENT_ID", "Choose the SalesIQ department.");

  private final ZohoPlaces places;
  private final TokenBroker broker;
  private final ZohoChoices choices;
  private final NeededScopes needed;

  Progress(ZohoPlaces places, TokenBroker broker, ZohoChoices choices, NeededScopes needed) {
    this.places = places;
    this.broker = broker;
    this.choices = choices;
    this.needed = needed;
  }

  /**
   * How one credential stands.
   *
   * @param authorised whether it has tokens that Zoho takes, as far as is known
   * @param ready whether it may do all that is needed besides
   * @param state a sentence
   * @param missing needed scopes that were not granted, as far as that is known
   */
  public record Standing(
      CredentialName credential,
      boolean authorised,
      boolean ready,
      String state,
      Set<String> missing) {}

  /** How that credential stands. */
  public Standing of(CredentialName credential) {
    if (broker.serving(credential) != credential) {
      return new Standing(
          credential,
          false,
          false,
          "Not authorised yet. SalesIQ's visitor API wants an organisation token.",
          Set.of());
    }
    TokenStatus status = broker.status(credential);
    Optional<Consented> consented = choices.consented(credential);
    Set<String> missing =
        consented
            .map(given -> NeededScopes.missing(needed.names(credential), given.scopes()))
            .orElse(Set.of());
    String elsewhere = choices.authorisedElsewhere(credential).orElse(null);
    boolean authorised = elsewhere == null && status.condition() != TokenStatus.Condition.DEAD;
    return new Standing(
        credential,
        authorised,
        authorised && missing.isEmpty(),
        elsewhere == null
            ? words(status, consented.orElse(null))
            : "Authorised at %s, the gateway is at %s: authorise again."
                .formatted(elsewhere, places.now().accounts()),
        missing);
  }

  private static String words(TokenStatus status, @Nullable Consented given) {
    if (status.problem() != null) {
      return status.problem() + ".";
    }
    return given == null
        ? "The refresh token of the environment serves."
        : "Authorised %s at %s."
            .formatted(given.at().truncatedTo(ChronoUnit.SECONDS), given.server());
  }

  /** What is still to be done, one sentence each; empty when all is ready. */
  public List<String> toDo() {
    ZohoPlace place = places.now();
    List<String> missing = new ArrayList<>();
    place.missing().forEach(name -> missing.add(WHAT.getOrDefault(name, "Set " + name + ".")));
    for (CredentialName credential : CredentialName.values()) {
      Standing standing = of(credential);
      if (standing.authorised() && !standing.missing().isEmpty()) {
        missing.add(
            "Authorise the "
                + credential.wireName()
                + " credential again: Zoho did not grant "
                + String.join(", ", standing.missing())
                + ".");
      } else if (!standing.ready()) {
        missing.add("Authorise the " + credential.wireName() + " credential: " + standing.state());
      }
    }
    return List.copyOf(missing);
  }
}
