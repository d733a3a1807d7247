package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.zoho.CallScopes;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoCall.Effect;
import dev.handoff.zoho.ZohoClassifier;
import dev.handoff.zoho.ZohoReply;
import dev.handoff.zoho.ZohoSide;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A refusal for want of a scope names it, and no other than those that the set-up asks for. */
class CallScopesTest {

  private static String remedy(ZohoSide side, String method, String path, String body) {
    ZohoAnswer answer =
        new ZohoClassifier(new ObjectMapper(), Clock.systemUTC())
            .classify(
                new ZohoCall(side, method, path, Effect.REPEATABLE, null),
                new ZohoReply(403, Map.of(), body));
    return ((ZohoAnswer.Refused) answer).remedy();
  }

  @ParameterizedTest
  @CsvSource({
    "DESK, GET, /contacts/search?email=a, Desk.search.READ",
    "DESK, GET, /tickets/search?limit=10, Desk.search.READ",
    "DESK, POST, /contacts, Desk.contacts.CREATE",
    "DESK, GET, /contacts/17/tickets?limit=9, Desk.tickets.READ",
    "DESK, POST, /tickets, Desk.tickets.CREATE",
    "DESK, GET, /tickets/17, Desk.tickets.READ",
    "DESK, POST, /tickets/17/comments, Desk.tickets.UPDATE",
    "DESK, POST, /calls, Desk.activities.calls.CREATE",
    "DESK, GET, /calls/17, Desk.activities.calls.READ",
    "SALESIQ, GET, /conversations/17, SalesIQ.conversations.READ",
    "SALESIQ, POST, /conversations/17/close, SalesIQ.conversations.UPDATE",
    "SALESIQ, PUT, /callbacks/r1/response, SalesIQ.callbacks.UPDATE",
    "VISITOR, POST, /conversations, SalesIQ.conversations.CREATE",
    "VISITOR, POST, /conversations/17/messages, SalesIQ.conversations.CREATE"
  })
  void namesTheScopeOfTheCall(ZohoSide side, String method, String path, String scope) {
    String said =
        side == ZohoSide.DESK
            ? "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"x\"}"
            : "{\"error\":{\"code\":1009,\"message\":\"x\"}}";

    assertThat(remedy(side, method, path, said))
        .isEqualTo(
            "Re-authorise the %s credential at /setup: its token lacks %s."
                .formatted(side.credential().wireName(), scope));
  }

  @Test
  void knowsTheScopesThatTheSetUpAsksForAndNoOthers() {
    CatchUpProperties withWebhooks =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("handoff.catch-up.public-url", "https://gateway.example")))
            .bindOrCreate("handoff.catch-up", CatchUpProperties.class);
    NeededScopes needed = new NeededScopes(withWebhooks);
    Set<String> asked =
        Stream.of(CredentialName.values())
            .flatMap(name -> needed.names(name).stream())
            .collect(Collectors.toSet());

    assertThat(CallScopes.all()).containsExactlyInAnyOrderElementsOf(asked);
  }

  @Test
  void pointsToSetupForACallThatNobodyKnows() {
    assertThat(
            remedy(
                ZohoSide.DESK,
                "DELETE",
                "/nothing",
                "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"x\"}"))
        .isEqualTo("Re-authorise at /setup, which names the scopes that are needed.");
  }
}
