package dev.handoff.keeping;

import static dev.handoff.keeping.HasBench.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.PlatformEvent;
import dev.handoff.handoff.PlatformEvents;
import dev.handoff.operations.Operator;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.TestOrder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A visitor who uses every way to a person, with good and bad luck. */
final class EventfulLife {

  private static final String NAME = "Zora Quillfeather";

  private final Bench bench;
  private final Gateway gateway;
  private final String secret = fresh("lavender");
  private final String email = "Zora.Q+" + UUID.randomUUID() + "@Example.test";
  private final String digits =
      "1514" + String.valueOf(1_000_000 + (System.nanoTime() & 0x7FFFFF)).substring(0, 7);
  private final String elsewhere = fresh("elsewhere");
  private int conversations;

  private EventfulLife(Bench bench) {
    this.bench = bench;
    this.gateway = bench.gateway();
  }

  static EventfulLife lived(Bench bench, BotReceiver bot) {
    EventfulLife life = new EventfulLife(bench);
    life.onTheSite();
    life.withTheZobot();
    life.byTheApi();
    life.withBadLuck();
    life.withABotPlatform(bot);
    life.beforeAnybodyKnew();
    life.inOthersWords();
    return life;
  }

  String email() {
    return email;
  }

  int conversations() {
    return conversations;
  }

  String elsewhere() {
    return elsewhere;
  }

  /** What nobody may find afterwards. */
  List<String> texts() {
    return List.of(email, NAME, digits.substring(1), secret);
  }

  private void onTheSite() {
    String session = "session-of-" + email;
    taken(
        gateway.post(
            "/api/chat/messages",
            """
            {"sessionId": "%s", "message": "%s", "userName": "%s", "userEmail": "%s"}
            """
                .formatted(session, secret, NAME, email)),
        200);
    Gateway.Answer ticket =
        taken(
            gateway.post(
                "/api/chat/handoff",
                """
                {"sessionId": "%s", "userName": "%s", "userEmail": "%s",
                 "handoffReason": "%s", "history": [{"role": "user", "content": "%s"}]}
                """
                    .formatted(session, NAME, email, secret, secret)),
            200);
    taken(
        gateway.send(
            "POST",
            "/api/zoho/webhook",
            "{\"ticketId\": \"%s\", \"content\": \"Dear %s, %s\", \"authorType\": \"agent\"}"
                .formatted(ticket.json().path("ticketId").asText(), NAME, secret),
            Map.of("X-Api-Key", "", "X-Zoho-Webhook-Secret", "desk-secret")),
        200);
    taken(
        gateway.post(
            "/api/chat/messages",
            "{\"sessionId\": \"%s\", \"message\": \"more %s\"}".formatted(session, secret)),
        200);
    conversations++;
  }

  private void withTheZobot() {
    SalesIqVisitor visitor = SalesIqVisitor.at(gateway).knowing("name", NAME).seenBy(bench.zoho());
    visitor.lands();
    visitor.says(secret);
    visitor.says("3");
    visitor.says(email);
    conversations++;
  }

  private void byTheApi() {
    db(
        "insert into contact_mapping (tenant, crm_contact_id, desk_contact_id, updated_at)"
            + " values ('main', ?, '1', current_timestamp)",
        secret);
    taken(
        gateway.post(
            "/api/handoffs",
            """
            {"channel": "agent", "conversationId": "%s", "kind": "callback", "subject": "%s",
             "visitor": {"name": "%s", "email": "%s", "phone": "+%s",
               "page": "https://shop.example.test/%s"},
             "callback": {"phone": "+%s", "time": "tomorrow at 3 PM", "timeZone": "America/Toronto"},
             "transcript": [{"author": "visitor", "text": "%s"}]}
            """
                .formatted(fresh("case"), secret, NAME, email, digits, secret, digits, secret),
            Map.of("Idempotency-Key", email)),
        201);
    taken(
        gateway.post(
            "/api/escalations",
            """
            {"caseId": "case-of-%s", "customer": {"name": "%s", "email": "%s", "phone": "+%s"},
             "subject": "%s", "summary": "%s", "stepsTaken": ["%s"]}
            """
                .formatted(email, NAME, email, digits, secret, secret, secret)),
        201);
    bench.deliver(TestOrder.ticket().crmContactId(secret).email(email).name(NAME));
    conversations += 3;
  }

  /** One stays parked with words of Zoho that name the visitor, one is given up with a reason. */
  private void withBadLuck() {
    parked();
    Handoff given = parked();
    Gateway.Answer discarded =
        Operator.post(
            gateway,
            "/ops/api/dead-letters/" + given.id() + "/discard",
            "{\"reason\": \"%s called about %s\"}".formatted(NAME, secret));
    assertThat(discarded.status()).isEqualTo(200);
  }

  private Handoff parked() {
    bench.fault(
        Fault.answer(
                422,
                "{\"errorCode\":\"INVALID_DATA\",\"message\":\"%s <%s>: %s\"}"
                    .formatted(NAME, email, secret))
            .on(Side.DESK, "POST", "/tickets$")
            .times(1));
    conversations++;
    return bench.await(
        bench.accept(
            TestOrder.ticket()
                .email(email)
                .name(NAME)
                .reason(secret)
                .says(AuthorType.VISITOR, secret)),
        HandoffState.PARKED);
  }

  private void withABotPlatform(BotReceiver bot) {
    String id = fresh("hitl");
    bot.answer(id, BotReceiver.Reply.status(400));
    String user =
        taken(
                gateway.post(
                    "/api/hitl/users",
                    "{\"name\": \"%s\", \"email\": \"%s\", \"phone\": \"+%s\"}"
                        .formatted(NAME, email, digits),
                    Map.of("Idempotency-Key", fresh(NAME.substring(0, 4)))),
                201)
            .json()
            .path("userId")
            .asText();
    taken(
        gateway.post(
            "/api/hitl/sessions",
            "{\"userId\": \"%s\", \"conversationId\": \"%s\", \"title\": \"%s\"}"
                .formatted(user, id, secret)),
        201);
    taken(
        gateway.post(
            "/api/hitl/sessions/" + id + "/messages",
            "{\"type\": \"text\", \"payload\": {\"text\": \"%s\"}, \"messageId\": \"m1\"}"
                .formatted(secret)),
        202);
    gateway
        .bean(Conversations.class)
        .locked(
            ConversationKey.of(Channel.HITL, id),
            conversation -> {
              gateway
                  .bean(PlatformEvents.class)
                  .add(
                      conversation,
                      new PlatformEvent.Message(
                          BotTalk.AT, "m-1", "Hello " + NAME + ", " + secret, BotTalk.MAX));
              return null;
            });
    conversations++;
  }

  private void beforeAnybodyKnew() {
    db(
        "insert into kept_event (tenant, kind, name, event_id, happened_at, kept_at, kept_until,"
            + " payload) values ('main', 'salesiq', 'c-1', ?, current_timestamp,"
            + " current_timestamp, current_timestamp, ?)",
        UUID.randomUUID().toString(),
        "{\"text\": \"for " + email + "\"}");
  }

  private void inOthersWords() {
    bench.deliver(
        TestOrder.ticket()
            .on(Channel.API, elsewhere)
            .reason("As " + email + " says")
            .says(AuthorType.VISITOR, "My colleague is " + email));
  }

  private void db(String sql, Object... values) {
    gateway.bean(JdbcClient.class).sql(sql).params(List.of(values)).update();
  }

  private static Gateway.Answer taken(Gateway.Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }
}
