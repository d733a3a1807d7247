package dev.handoff.setup;

import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.zoho.CredentialName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The OAuth scopes that the calls of the routes need, and why (desk.md 5, salesiq.md 1.3 and 4).
 * Not one more is asked for.
 */
@Component
public final class NeededScopes {

  private final boolean webhooks;

  NeededScopes(CatchUpProperties catchUp) {
    this.webhooks = catchUp.publicUrl() != null || !catchUp.webhooks().isEmpty();
  }

  /**
   * A scope.
   *
   * @param name as Zoho spells it
   * @param reason what the gateway does with it, words that follow "to"
   * @param read the path of a small read that shows whether the token has it; null when only a
   *     write could
   * @param spared whether without it a page or the doctor knows less, and no handoff suffers
   */
  public record NeededScope(
      CredentialName credential,
      String name,
      String reason,
      @Nullable String read,
      boolean spared) {

    private NeededScope shownBy(String path) {
      return new NeededScope(credential, name, reason, path, spared);
    }

    private NeededScope mayLack() {
      return new NeededScope(credential, name, reason, read, true);
    }
  }

  private static final List<NeededScope> ALWAYS =
      List.of(
          ordinary("Desk.basic.READ", "list organisations and departments, here and in the doctor")
              .shownBy("/departments?limit=1"),
          ordinary("Desk.search.READ", "look for a visitor's contact and for tickets")
              .shownBy("/contacts/search?limit=1&email=doctor%40handoff.invalid"),
          ordinary("Desk.contacts.READ", "find the contact of a visitor")
              .shownBy("/contacts?limit=1"),
          ordinary("Desk.contacts.CREATE", "make a contact for a visitor who has none"),
          ordinary("Desk.tickets.CREATE", "open tickets"),
          ordinary(
                  "Desk.tickets.READ",
                  "read a ticket back, hear the agents' replies, and look before repeating")
              .shownBy("/tickets?limit=1"),
          ordinary(
              "Desk.tickets.UPDATE", "add what the visitor says later to the ticket, as comments"),
          ordinary("Desk.activities.calls.CREATE", "schedule callbacks"),
          ordinary("Desk.activities.calls.READ", "read a callback back, and look before repeating")
              .shownBy("/calls?limit=1"),
          ordinary("SalesIQ.conversations.READ", "read chats back and catch up with operators")
              .shownBy("/conversations?limit=1"),
          ordinary("SalesIQ.conversations.UPDATE", "close a chat that goes on elsewhere"),
          ordinary("SalesIQ.departments.READ", "see that the department of a chat exists")
              .shownBy("/departments"),
          ordinary("SalesIQ.Apps.READ", "list the brands, here and in the doctor")
              .shownBy("/apps")
              .mayLack(),
          ordinary("SalesIQ.portals.READ", "list the portals, here and in the doctor")
              .shownBy("/portals")
              .mayLack(),
          ordinary("SalesIQ.callbacks.UPDATE", "answer a Zobot later than at once"),
          new NeededScope(
              CredentialName.ORGANISATION,
              "SalesIQ.conversations.CREATE",
              "open chats and write in them as the visitor",
              null,
              false));

  private static final List<NeededScope> WEBHOOKS =
      List.of(
          ordinary(
                  "SalesIQ.webhooks.READ",
                  "see which events did not reach this gateway (HANDOFF_PUBLIC_URL is set)")
              .shownBy("/webhooks")
              .mayLack(),
          ordinary("SalesIQ.webhooks.CREATE", "have these events sent once more").mayLack());

  private static NeededScope ordinary(String name, String reason) {
    return new NeededScope(CredentialName.ORDINARY, name, reason, null, false);
  }

  /** The scopes of that credential, with what is set now. */
  public List<NeededScope> of(CredentialName credential) {
    return Stream.concat(ALWAYS.stream(), webhooks ? WEBHOOKS.stream() : Stream.empty())
        .filter(scope -> scope.credential() == credential)
        .toList();
  }

  /** Their names. */
  public Set<String> names(CredentialName credential) {
    return of(credential).stream()
        .map(NeededScope::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of {@code needed} that {@code granted} does not hold, {@code ALL} holding every verb. */
  public static Set<String> missing(Set<String> needed, Set<String> granted) {
    Set<String> held = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    held.addAll(granted);
    Set<String> missing = new TreeSet<>(needed);
    missing.removeIf(
        scope ->
            held.contains(scope)
                || held.contains(scope.substring(0, scope.lastIndexOf('.')) + ".ALL"));
    return missing;
  }
}
