package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.Together;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/escalations} and {@code /api/contact-mappings} (contract 4.5). */
class EscalationsTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static Gateway other;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    gateway = Gateway.start(zoho, database, Map.of("handoff.delivery.learn-contacts", "true"));
    other =
        Gateway.start(
            zoho,
            database,
            Map.of("HANDOFF_SYNC_WAIT", "300ms", "handoff.delivery.learn-contacts", "true"));
  }

  @AfterAll
  static void stop() {
    other.close();
    gateway.close();
    zoho.close();
  }

  @AfterEach
  void heal() {
    zoho.faults().clear();
  }

  private static String caseId() {
    return "case-" + UUID.randomUUID();
  }

  private static String body(String caseId, String customer, String more) {
    return """
        {"caseId": "%s", "customer": %s, "subject": "Refund for order 77",
         "summary": "The customer paid twice.\\nOne payment has to go back."%s}
        """
        .formatted(caseId, customer, more);
  }

  private static Gateway.Answer escalate(Gateway node, String caseId) {
    return node.post("/api/escalations", body(caseId, mail(caseId), ""));
  }

  private static String mail(String name) {
    return "{\"name\": \"Ana Roy\", \"email\": \"" + name + "@example.test\"}";
  }

  private static JsonNode newestTicket() {
    return zoho.tickets().get(zoho.tickets().size() - 1);
  }

  private static String contactOf(Gateway.Answer answer) {
    return gateway
        .get("/api/handoffs/" + answer.json().path("handoffId").asText())
        .json()
        .path("zoho")
        .path("contactId")
        .asText();
  }

  @Test
  void opensATicketThatTellsTheWholeCase() {
    String caseId = caseId();
    String more =
        """
        , "category": "refund", "priority": "urgent",
         "stepsTaken": ["Looked the order up", "Checked both payments <1 & 2>", ""],
         "transcript": [{"author": "user", "text": "I paid twice!", "at": "2026-11-20T10:00:00Z"},
                        {"author": "assistant", "text": "Let me see."}]""";

    Gateway.Answer answer =
        gateway.post(
            "/api/escalations",
            body(caseId, mail(caseId), more),
            Map.of("traceparent", "00-11111111111111111111111111111111-2222222222222222-01"));

    JsonNode ticket = newestTicket();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("ticketId").asText()).isEqualTo(ticket.path("id").asText());
    assertThat(answer.json().path("ticketNumber").asText())
        .isEqualTo(ticket.path("ticketNumber").asText());
    assertThat(answer.json().path("state").asText()).isEqualTo("delivered");
    assertThat(answer.json().path("userMessage").asText())
        .contains("#" + ticket.path("ticketNumber").asText());
    assertThat(answer.json().has("alreadyExists")).isFalse();
    assertThat(answer.headers().get("x-handoff-id"))
        .isEqualTo(answer.json().path("handoffId").asText());
    assertThat(ticket.path("subject").asText()).isEqualTo("Refund for order 77");
    assertThat(ticket.path("category").asText()).isEqualTo("Refund");
    assertThat(ticket.path("priority").asText()).isEqualTo("High");
    assertThat(ticket.path("description").asText())
        .contains("<b>Summary:</b> The customer paid twice.<br>One payment has to go back.")
        .contains("1. Looked the order up<br>2. Checked both payments &lt;1 &amp; 2&gt;")
        .contains("<b>Case:</b> " + caseId)
        .contains("I paid twice!")
        .contains("Let me see.");
    assertThat(zoho.requests())
        .filteredOn(request -> request.method().equals("POST") && request.path().equals("/tickets"))
        .last()
        .satisfies(
            request ->
                assertThat(request.headers().toString())
                    .contains("11111111111111111111111111111111"));
  }

  @Test
  void tellsTheSameTicketForTheSameCase() {
    String caseId = caseId();
    JsonNode first = escalate(gateway, caseId).json();

    Gateway.Answer again = escalate(other, caseId);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("alreadyExists").asBoolean()).isTrue();
    for (String field : List.of("handoffId", "ticketId", "ticketNumber")) {
      assertThat(again.json().path(field)).isEqualTo(first.path(field));
    }
  }

  @Test
  void opensOneTicketForTwentyCallsAtOnceOnTwoNodes() {
    String caseId = caseId();
    int before = zoho.tickets().size();

    List<Gateway.Answer> answers =
        Together.run(20, i -> escalate(i % 2 == 0 ? gateway : other, caseId));

    assertThat(escalate(gateway, caseId).json().path("ticketId").asText()).isNotEmpty();
    assertThat(zoho.tickets()).hasSize(before + 1);
    assertThat(answers)
        .extracting(answer -> answer.json().path("handoffId").asText())
        .containsOnly(answers.get(0).headers().get("x-handoff-id"));
    assertThat(answers).filteredOn(answer -> !answer.json().has("alreadyExists")).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.json().has("alreadyExists"))
        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
  }

  @Test
  void saysThatItIsPendingAndTellsTheSameCaseMeanwhile() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());
    String caseId = caseId();

    Gateway.Answer first = escalate(other, caseId);
    Gateway.Answer again = escalate(other, caseId);

    assertThat(first.status()).isEqualTo(202);
    assertThat(first.json().has("ticketId")).isFalse();
    assertThat(first.json().path("state").asText()).isNotEqualTo("delivered");
    assertThat(first.json().path("userMessage").asText()).contains("saved");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("alreadyExists").asBoolean()).isTrue();
    assertThat(again.json().path("handoffId")).isEqualTo(first.json().path("handoffId"));
    zoho.faults().clear();
    awaitDelivered(first.json().path("handoffId").asText());
  }

  /** Else its ticket would come to Zoho among those of the next test. */
  private static void awaitDelivered(String handoff) {
    Awaitility.await()
        .until(
            () -> gateway.get("/api/handoffs/" + handoff).json().path("state").asText(),
            "delivered"::equals);
  }

  @Test
  void tellsZohosReasonWhenTheTicketIsRefused() {
    zoho.faults()
        .add(
            Fault.answer(
                    422,
                    "{\"errorCode\":\"INVALID_DATA\",\"message\":\"The request failed.\","
                        + "\"errors\":[{\"fieldName\":\"/departmentId\",\"errorType\":\"invalid\"}]}")
                .on(Side.DESK, "POST", "^/tickets$"));

    Gateway.Answer answer = escalate(gateway, caseId());

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
    assertThat(answer.json().path("detail").asText()).contains("/departmentId");
    assertThat(answer.json().path("userMessage").asText()).contains("kept");
    String id = answer.headers().get("x-handoff-id");
    assertThat(answer.json().path("handoffId").asText()).isEqualTo(id);
    assertThat(gateway.get("/api/handoffs/" + id).json().path("state").asText())
        .isEqualTo("parked");
  }

  @Test
  void givesTheFirstAnswerAgainForTheSameIdempotencyKey() {
    String caseId = caseId();
    Map<String, String> key = Map.of("Idempotency-Key", "key-" + caseId);
    String body = body(caseId, mail(caseId), "");

    Gateway.Answer first = gateway.post("/api/escalations", body, key);
    Gateway.Answer again = gateway.post("/api/escalations", body, key);
    Gateway.Answer another =
        gateway.post(
            "/api/escalations", body(caseId, mail(caseId), ", \"priority\": \"low\""), key);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(another.status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /caseId is required",
        "{'caseId': 'c\\u0000-1'} | /caseId has characters that cannot be kept",
        "{'caseId': 'c\\ud800-1'} | /caseId has characters that cannot be kept",
        "{'customer': {'crmContactId': 'a\\u0007b'}} | /customer/crmContactId has characters",
        "{} | /subject is required",
        "{} | /summary is required",
        "{} | /customer needs one of crmContactId, email, phone or name",
        "{'customer': {'email': 'nobody'}} | /customer/email is not an e-mail address",
        "{'category': 'weather'} | /category 'weather' is not known (expected: [account, billing",
        "{'priority': 'now'} | /priority 'now' is not known (expected: [high, low",
        "{'stepsTaken': [7, {'a': 1}]} | /stepsTaken/1 must be text",
        "{'stepsTaken': 'all'} | /stepsTaken must be a list",
        "{'customer': 'Ana'} | /customer must be an object"
      })
  void refusesWhatItCannotTakeAndSaysWhere(String body, String fault) {
    int before = zoho.tickets().size();

    Gateway.Answer answer = gateway.post("/api/escalations", body.replace('\'', '"'));

    assertThat(answer.status()).isIn(400, 422);
    assertThat(answer.json().path("errors"))
        .extracting(each -> each.path("pointer").asText() + " " + each.path("message").asText())
        .anySatisfy(each -> assertThat(each).startsWith(fault));
    assertThat(zoho.tickets()).hasSize(before);
  }

  @Test
  void tellsTheCustomerInTheirLanguage() {
    Gateway.Answer answer =
        gateway.post(
            "/api/escalations",
            body(caseId(), "{\"name\": \"Uta Roy\", \"language\": \"de-AT\"}", ""));

    assertThat(answer.json().path("userMessage").asText())
        .isEqualTo(
            "Ihr Anliegen liegt jetzt als Ticket #%s bei unserem Support. Ein Mensch meldet sich bei"
                    .formatted(answer.json().path("ticketNumber").asText())
                + " Ihnen.");
  }

  @Test
  void takesACustomerOfWhomOnlyTheNameIsKnown() {
    Gateway.Answer answer =
        gateway.post("/api/escalations", body(caseId(), "{\"name\": \"Ana Only\"}", ""));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(newestTicket().path("contactId").asText()).isEqualTo(contactOf(answer));
  }

  @Test
  void opensTheTicketOfTheMappedContact() {
    JsonNode ana = escalate(gateway, caseId()).json();
    String contact =
        gateway
            .get("/api/handoffs/" + ana.path("handoffId").asText())
            .json()
            .path("zoho")
            .path("contactId")
            .asText();
    put("acct/7", contact);

    Gateway.Answer answer =
        gateway.post("/api/escalations", body(caseId(), "{\"crmContactId\": \"acct/7\"}", ""));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(newestTicket().path("contactId").asText()).isEqualTo(contact);
  }

  @Test
  void learnsTheContactOfACallersIdFromItsEmail() {
    String id = "learnt-" + UUID.randomUUID();
    String known = "{\"crmContactId\": \"" + id + "\", \"email\": \"" + id + "@example.test\"}";
    String contact = contactOf(gateway.post("/api/escalations", body(caseId(), known, "")));

    Gateway.Answer mapping = gateway.get("/api/contact-mappings/" + id);
    gateway.post("/api/escalations", body(caseId(), "{\"crmContactId\": \"" + id + "\"}", ""));

    assertThat(mapping.json().path("deskContactId").asText()).isEqualTo(contact);
    assertThat(newestTicket().path("contactId").asText()).isEqualTo(contact);
  }

  @Test
  void notesInTheAuditWhatItLearns() {
    String id = "noted-" + UUID.randomUUID();
    String known = "{\"crmContactId\": \"" + id + "\", \"email\": \"" + id + "@example.test\"}";

    String contact = contactOf(gateway.post("/api/escalations", body(caseId(), known, "")));

    assertThat(audit("contact-mapping/" + contact))
        .contains("learn-contact-mapping")
        .doesNotContain(id);
  }

  @Test
  void mappingAgainWhatIsMappedChangesNothing() {
    String id = "same-" + UUID.randomUUID();
    Gateway.Answer first = put(id, "900000000000000303");
    int noted = count(audit("contact-mapping/900000000000000303"), "map-contact");

    Gateway.Answer again = put(id, "900000000000000303");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(count(audit("contact-mapping/900000000000000303"), "map-contact"))
        .isEqualTo(noted)
        .isEqualTo(1);
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void dropsTheMappingToAContactThatDeskNoLongerKnows() {
    String id = "gone-" + UUID.randomUUID();
    put(id, "900000000000999999");
    String known = "{\"crmContactId\": \"" + id + "\", \"email\": \"" + id + "@example.test\"}";

    Gateway.Answer answer = gateway.post("/api/escalations", body(caseId(), known, ""));

    assertThat(answer.status()).isEqualTo(201);
    String contact = contactOf(answer);
    assertThat(gateway.get("/api/contact-mappings/" + id).json().path("deskContactId").asText())
        .isEqualTo(contact);
    assertThat(
            gateway
                .get("/api/handoffs/" + answer.json().path("handoffId").asText())
                .json()
                .path("steps")
                .get(0)
                .path("detail")
                .asText())
        .contains("insteadOf=a contact that Desk no longer knows");
    assertThat(audit("contact-mapping/900000000000999999"))
        .contains("drop-contact-mapping")
        .doesNotContain(id);
  }

  private static String audit(String subject) {
    return gateway
        .bean(dev.handoff.handoff.Audit.class)
        .newest("main", subject, null, 10)
        .toString();
  }

  private static Gateway.Answer put(String id, String contact) {
    String path = java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8);
    return gateway.send(
        "PUT",
        "/api/contact-mappings/" + path.replace("+", "%20"),
        "{\"deskContactId\": " + contact + "}",
        Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain-1",
        "with/slash",
        "with//two",
        "back\\slash",
        "semi;colon=1",
        "per%cent",
        "encoded%2Fslash",
        "ünï çøde 顧客",
        "a b+c&d?e#f",
        "dots..and.more",
        "slash/../up",
        "'quotes\"<b>"
      })
  void mapsIdsOfAnyPrintableCharacters(String id) {
    Gateway.Answer created = put(id, "900000000000000101");
    Gateway.Answer same = put(id, "900000000000000101");
    Gateway.Answer changed = put(id, "\"900000000000000102\"");
    String path =
        "/api/contact-mappings/"
            + java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    Gateway.Answer shown = gateway.get(path);
    Gateway.Answer removed = gateway.send("DELETE", path, null, Map.of());
    Gateway.Answer removedAgain = gateway.send("DELETE", path, null, Map.of());

    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.json().path("crmContactId").asText()).isEqualTo(id);
    assertThat(same.status()).isEqualTo(200);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(shown.json().path("deskContactId").asText()).isEqualTo("900000000000000102");
    assertThat(removed.status()).isEqualTo(204);
    assertThat(removedAgain.status()).isEqualTo(204);
    assertThat(gateway.get(path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..;/..;/hawtio/index.html",
        "..;x=1/..;/hawtio/index.html",
        "%2e%2e/%2E%2e/hawtio/index.html",
        ".%2e/%2e./hawtio/index.html",
        "x/..;/..;/..;/hawtio/index.html",
        "../../hawtio/index.html",
        ".",
        "%2e",
        "%2e%2e",
        "./x",
        "x/..;",
        "x/%2e%2e",
        "x;y=1"
      })
  void letsNobodyClimbOutOfTheMappings(String path) {
    Gateway.Answer answer = gateway.get("/api/contact-mappings/" + path);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..%3B/..%3B/hawtio/index.html", "..%2F..%2Fhawtio/index.html"})
  void takesEncodedDelimitersForPartOfAnId(String path) {
    assertThat(gateway.get("/api/contact-mappings/" + path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor=AA", "deskContactId=%00", "deskContactId=a", "cursor=!"})
  void refusesAListThatCannotBe(String query) {
    Gateway.Answer answer = gateway.get("/api/contact-mappings?" + query);

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "\"\"", "\"12 3\"", "1.5", "-7", "true", "{}", "null"})
  void refusesADeskContactThatIsNoNumber(String contact) {
    Gateway.Answer answer = put("wrong", contact);

    assertThat(answer.status()).isIn(400, 422);
    assertThat(answer.json().path("errors").get(0).path("pointer").asText())
        .isEqualTo("/deskContactId");
    assertThat(gateway.get("/api/contact-mappings/wrong").status()).isEqualTo(404);
  }

  @Test
  void refusesAnIdThatIsTooLongOrCannotBeShown() {
    assertThat(put("x".repeat(120), "1").status()).isEqualTo(201);
    assertThat(put("x".repeat(121), "1").status()).isEqualTo(422);
    assertThat(put("a\u0007b", "1").status()).isIn(400, 422);
    assertThat(put(" ", "1").status()).isIn(400, 404, 422);
  }

  @Test
  void listsMappingsPageByPage() {
    for (int i = 0; i < 101; i++) {
      put(String.format("page-%03d", i), "900000000000007777");
    }
    String path = "/api/contact-mappings?deskContactId=900000000000007777";

    JsonNode first = gateway.get(path).json();
    JsonNode second = gateway.get(path + "&cursor=" + first.path("nextCursor").asText()).json();

    assertThat(first.path("items")).hasSize(100);
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.path("items").get(0).path("crmContactId").asText()).isEqualTo("page-100");
    assertThat(second.has("nextCursor")).isFalse();
    assertThat(gateway.get(path + "&cursor=!").status()).isEqualTo(422);
  }

  @Test
  void wantsAnApiKeyForMappingsToo() {
    Map<String, String> none = Map.of("X-Api-Key", "");

    assertThat(gateway.send("GET", "/api/contact-mappings/a%2Fb", null, none).status())
        .isEqualTo(401);
    assertThat(gateway.send("PUT", "/api/contact-mappings/a%2Fb", "{}", none).status())
        .isEqualTo(401);
    assertThat(gateway.send("GET", "/api%2Fcontact-mappings", null, none).status()).isEqualTo(400);
    assertThat(gateway.send("GET", "/ops/api%2Fhandoffs", null, Map.of()).status()).isEqualTo(400);
  }
}
