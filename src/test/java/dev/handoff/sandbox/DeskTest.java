package dev.handoff.sandbox;

import static dev.handoff.sandbox.ZohoClient.json;
import static dev.handoff.sandbox.ZohoClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeskTest {

  private final SettableClock clock = new SettableClock();
  private final SimulatedZoho zoho = SimulatedZoho.start(Settings.forTests().withClock(clock));
  private final ZohoClient client = ZohoClient.ordinary(zoho);
  private final String department = zoho.settings().departmentId();

  @AfterEach
  void close() {
    zoho.close();
  }

  // Who may ask

  @Test
  void acceptsBearerAsWell() {
    assertThat(client.withBearer().desk("/departments").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesUnknownToken() {
    assertRefused(client.withToken("1000.x.y").desk("/departments"), 401, "INVALID_OAUTH");
  }

  @Test
  void refusesMissingOrgId() {
    HttpResponse<String> answer = client.send(client.authorized(zoho.deskUrl() + "/departments"));

    assertRefused(answer, 400, "BAD_REQUEST");
  }

  @Test
  void takesOrgIdFromQuery() {
    HttpResponse<String> answer =
        client.send(client.authorized(zoho.deskUrl() + "/departments?orgId=700000001"));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void failsOnOrgIdThatIsNoNumber() {
    assertRefused(withOrg("abc"), 500, "INTERNAL_SERVER_ERROR");
  }

  @Test
  void refusesOtherOrg() {
    assertRefused(withOrg("123"), 403, "OAUTH_ORG_MISMATCH");
  }

  @Test
  void listsOrganizationsWithoutOrgId() {
    HttpResponse<String> answer = client.send(client.authorized(zoho.deskUrl() + "/organizations"));

    assertThat(json(answer).at("/data/0/id").asText()).isEqualTo("700000001");
  }

  @Test
  void refusesMissingScope() {
    ZohoClient reader = ZohoClient.withScopes(zoho, "Desk.tickets.READ");

    assertRefused(reader.desk("POST", "/contacts", "{}"), 403, "SCOPE_MISMATCH");
  }

  @Test
  void searchesOnlyWithSearchScope() {
    ZohoClient reader = ZohoClient.withScopes(zoho, "Desk.tickets.READ");

    assertRefused(reader.desk("/tickets/search?id=1"), 403, "SCOPE_MISMATCH");
  }

  @Test
  void commentsOnlyWithUpdateScope() {
    String ticket = createTicket().path("id").asText();
    ZohoClient creator = ZohoClient.withScopes(zoho, "Desk.tickets.CREATE,Desk.tickets.READ");

    assertRefused(
        creator.desk("POST", "/tickets/" + ticket + "/comments", "{\"content\":\"x\"}"),
        403,
        "SCOPE_MISMATCH");
  }

  // What may be asked

  @Test
  void refusesUnknownPath() {
    assertRefused(client.desk("/chats"), 404, "URL_NOT_FOUND");
  }

  @Test
  void refusesUnknownId() {
    assertRefused(client.desk("/tickets/123"), 404, "URL_NOT_FOUND");
  }

  @Test
  void refusesWrongMethod() {
    assertRefused(client.desk("PUT", "/tickets", "{}"), 405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void refusesOtherContentType() {
    HttpResponse<String> answer =
        client.send(
            client
                .authorized(zoho.deskUrl() + "/tickets")
                .header("orgId", "700000001")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

    assertRefused(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void refusesEmptyBody() {
    assertRefused(client.desk("POST", "/tickets", ""), 422, "EMPTY_PAYLOAD");
  }

  @Test
  void refusesBrokenJson() {
    assertRefused(client.desk("POST", "/tickets", "{\"subject\":"), 400, "BAD_REQUEST");
  }

  @Test
  void refusesUnknownQueryKey() {
    assertRefused(client.desk("/tickets?tags=vip"), 422, "UNPROCESSABLE_ENTITY");
    assertRefused(client.desk("/contacts?email=a@b.test"), 422, "UNPROCESSABLE_ENTITY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tickets", "/contacts", "/calls"})
  void refusesUnknownBodyKey(String path) {
    assertRefused(client.desk("POST", path, "{\"tags\":[\"vip\"]}"), 422, "UNPROCESSABLE_ENTITY");
  }

  @Test
  void tellsCreditsOnEveryAnswer() {
    HttpResponse<String> one = client.desk("/tickets/123");
    HttpResponse<String> page = client.desk("/tickets");

    assertThat(one.headers().firstValue("X-Rate-Limit-Request-Weight-v3")).hasValue("1");
    assertThat(one.headers().firstValue("X-Rate-Limit-Remaining-v3")).hasValue("99999");
    assertThat(page.headers().firstValue("X-Rate-Limit-Request-Weight-v3")).hasValue("3");
    assertThat(page.headers().firstValue("X-Rate-Limit-Remaining-v3")).hasValue("99996");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tickets",
        "/contacts",
        "/calls",
        "/contacts/search?email=a@b.test",
        "/tickets/search?email=a@b.test"
      })
  void answersEmptyListWithoutBody(String path) {
    HttpResponse<String> answer = client.desk(path);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  // Contacts

  @Test
  void createsContact() {
    JsonNode contact = createContact("Ana@example.test");

    assertThat(contact.path("id").asText()).matches("\\d{18}");
    assertThat(contact.path("createdTime").asText()).isEqualTo("2026-02-03T19:05:40.000Z");
    assertThat(zoho.contacts()).containsExactly(contact);
    assertThat(json(client.desk("/contacts/" + contact.path("id").asText()))).isEqualTo(contact);
  }

  @Test
  void refusesContactWithoutLastName() {
    assertInvalid(
        client.desk("POST", "/contacts", "{\"firstName\":\"Ana\"}"), "/lastName", "missing");
  }

  @Test
  void refusesSecondContactWithSameEmailInAnyCase() {
    createContact("ana@example.test");

    assertInvalid(
        client.desk("POST", "/contacts", contact("ANA@example.test")), "/email", "duplicate");
  }

  @Test
  void refusesChangeToEmailOfOtherContact() {
    createContact("ana@example.test");
    String other = createContact("bob@example.test").path("id").asText();

    assertInvalid(
        client.desk("PATCH", "/contacts/" + other, "{\"email\":\"ana@example.test\"}"),
        "/email",
        "duplicate");
  }

  @ParameterizedTest
  @CsvSource({
    "lastName,201",
    "firstName,41",
    "email,256",
    "phone,51",
    "title,101",
    "street,251",
    "city,101"
  })
  void refusesContactFieldThatIsTooLong(String field, int length) {
    ObjectNode body = ZohoClient.MAPPER.createObjectNode().put("lastName", "Roy");
    body.put(field, "1".repeat(length));

    assertInvalid(client.desk("POST", "/contacts", body.toString()), "/" + field, "invalid");
  }

  @ParameterizedTest
  @CsvSource({"phone,(514) 555-0100", "zip,H2X 1Y4", "email,no address", "zohoCRMContact,1"})
  void refusesContactFieldOutsideItsPattern(String field, String value) {
    ObjectNode body = ZohoClient.MAPPER.createObjectNode().put("lastName", "Roy");
    body.put(field, value);

    assertThat(client.desk("POST", "/contacts", body.toString()).statusCode()).isEqualTo(422);
  }

  // Searches

  @Test
  void findsLookAlikeAddressesToo() {
    createContact("ana@example.test");
    createContact("ana@example.test.org");

    assertThat(json(client.desk("/contacts/search?email=ANA@example.test")).path("count").asInt())
        .isEqualTo(2);
  }

  @Test
  void takesCommaInSearchAsOr() {
    createContact("ana@example.test");
    createContact("bob@other.test");

    JsonNode found = json(client.desk("/contacts/search?email=ana@example.test,bob@other.test"));

    assertThat(found.path("data")).hasSize(2);
  }

  @Test
  void readsPlusInSearchAsSpace() {
    createContact("ana+x@example.test");

    assertThat(client.desk("/contacts/search?email=ana+x@example.test").statusCode())
        .isEqualTo(204);
    assertThat(client.desk("/contacts/search?email=ana%2Bx@example.test").statusCode())
        .isEqualTo(200);
  }

  @Test
  void findsPhoneByItsEndOnlyWithStar() {
    client.desk("POST", "/contacts", "{\"lastName\":\"Roy\",\"phone\":\"+15145550100\"}");

    assertThat(client.desk("/contacts/search?phone=5550100").statusCode()).isEqualTo(204);
    assertThat(client.desk("/contacts/search?phone=*5550100").statusCode()).isEqualTo(200);
  }

  @Test
  void findsWhatWasWrittenOnlyAfterIndexDelay() {
    zoho.searchDelay(Duration.ofSeconds(5));
    String id = createContact("ana@example.test").path("id").asText();

    assertThat(client.desk("/contacts/search?email=ana@example.test").statusCode()).isEqualTo(204);
    assertThat(client.desk("/contacts/" + id).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(5));
    assertThat(client.desk("/contacts/search?email=ana@example.test").statusCode()).isEqualTo(200);
  }

  @Test
  void searchesStaleStatusDuringIndexDelay() {
    zoho.searchDelay(Duration.ofSeconds(5));
    String id = createTicket().path("id").asText();
    clock.advance(Duration.ofSeconds(5));
    client.desk("PATCH", "/tickets/" + id, "{\"status\":\"Closed\"}");

    JsonNode stale = json(client.desk("/tickets/search?id=" + id));

    assertThat(stale.at("/data/0/status").asText()).isEqualTo("Open");
    assertThat(json(client.desk("/tickets/" + id)).path("statusType").asText()).isEqualTo("Closed");
  }

  @Test
  void findsTicketByCustomField() {
    createTicket();

    assertThat(client.desk("/tickets/search?customField1=cf_ref:gw-7f3c").statusCode())
        .isEqualTo(200);
    assertThat(client.desk("/tickets/search?customField1=cf_ref:other").statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "from=1000", "sortBy=subject", "email="})
  void refusesSearchOutsideItsBounds(String query) {
    assertRefused(client.desk("/tickets/search?status=Open&" + query), 422, "INVALID_DATA");
  }

  @Test
  void refusesSearchWithoutCriterion() {
    assertRefused(client.desk("/tickets/search?limit=5"), 422, "UNPROCESSABLE_ENTITY");
  }

  // Tickets

  @Test
  void createsTicketAndItsContact() {
    JsonNode ticket = createTicket();

    assertThat(ticket.path("ticketNumber").asText()).isEqualTo("1001");
    assertThat(ticket.path("statusType").asText()).isEqualTo("Open");
    assertThat(ticket.path("contactId").asText())
        .isEqualTo(zoho.contacts().get(0).path("id").asText());
    assertThat(ticket.has("contact")).isFalse();
    assertThat(json(client.desk("/tickets/" + ticket.path("id").asText()))).isEqualTo(ticket);
  }

  @Test
  void resolvesContactOfTicketByEmailInAnyCase() {
    createContact("ANA@example.test");

    createTicket();

    assertThat(zoho.contacts()).hasSize(1);
  }

  @Test
  void createsTwoTicketsFromSameBodyTwice() {
    createTicket();
    createTicket();

    assertThat(zoho.tickets()).hasSize(2);
  }

  @Test
  void refusesTicketWithoutContact() {
    assertInvalid(postTicket(ticket().without("contact")), "/contactId", "missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject", "departmentId"})
  void refusesTicketWithoutRequiredField(String field) {
    assertInvalid(postTicket(ticket().without(field)), "/" + field, "missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contactId", "departmentId"})
  void refusesTicketWithUnknownReference(String field) {
    assertInvalid(postTicket(ticket().put(field, "123")), "/" + field, "invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "subject,256",
    "email,151",
    "phone,121",
    "channel,121",
    "category,301",
    "description,65536"
  })
  void refusesTicketFieldThatIsTooLong(String field, int length) {
    assertInvalid(postTicket(ticket().put(field, "x".repeat(length))), "/" + field, "invalid");
  }

  @Test
  void refusesTicketWithTimeThatHasOffset() {
    assertInvalid(
        postTicket(ticket().put("dueDate", "2026-02-03T14:05:00-05:00")), "/dueDate", "invalid");
  }

  @Test
  void namesAllBrokenFieldsAtOnce() {
    HttpResponse<String> answer =
        postTicket(ticket().put("subject", "").put("phone", "1".repeat(121)));

    assertThat(json(answer).path("errors")).hasSize(2);
  }

  @Test
  void listsTicketsOfContactWithoutDescription() {
    JsonNode ticket = createTicket();

    JsonNode row =
        json(client.desk("/contacts/" + ticket.path("contactId").asText() + "/tickets"))
            .at("/data/0");

    assertThat(row.path("id")).isEqualTo(ticket.path("id"));
    assertThat(row.has("description")).isFalse();
  }

  @Test
  void searchesTicketsWithoutDescription() {
    createTicket();

    JsonNode row = json(client.desk("/tickets/search?email=ana@example.test")).at("/data/0");

    assertThat(row.has("subject")).isTrue();
    assertThat(row.has("description")).isFalse();
  }

  // Comments and threads

  @Test
  void addsComment() {
    String path = "/tickets/" + createTicket().path("id").asText();

    JsonNode comment =
        json(
            client.desk(
                "POST",
                path + "/comments",
                quoted("{'content':'Hi','isPublic':true,'contentType':'plainText'}")));

    assertThat(comment.path("isPublic").asBoolean()).isTrue();
    assertThat(json(client.desk(path + "/comments")).at("/data/0/id"))
        .isEqualTo(comment.path("id"));
    assertThat(json(client.desk(path)).path("commentCount").asText()).isEqualTo("1");
    assertThat(zoho.comments()).hasSize(1);
  }

  @Test
  void refusesCommentThatIsTooLong() {
    String path = "/tickets/" + createTicket().path("id").asText() + "/comments";

    assertInvalid(
        client.desk("POST", path, "{\"content\":\"" + "x".repeat(32_001) + "\"}"),
        "/content",
        "invalid");
  }

  @Test
  void showsDescriptionAsThread() {
    String path = "/tickets/" + createTicket().path("id").asText();

    JsonNode row = json(client.desk(path + "/threads")).at("/data/0");
    JsonNode thread = json(client.desk(path + "/threads/" + row.path("id").asText()));

    assertThat(row.has("content")).isFalse();
    assertThat(thread.path("content").asText()).isEqualTo("Wants a quote.");
    assertThat(client.desk(path + "/threads/1").statusCode()).isEqualTo(404);
  }

  // Calls

  @Test
  void createsCall() {
    JsonNode call = json(client.desk("POST", "/calls", call().toString()));

    assertThat(call.path("duration").asText()).isEqualTo("0");
    assertThat(call.path("duration").isTextual()).isTrue();
    assertThat(call.path("statusType").asText()).isEqualTo("Open");
    assertThat(json(client.desk("/calls/" + call.path("id").asText()))).isEqualTo(call);
    assertThat(zoho.calls()).containsExactly(call);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contactId",
        "departmentId",
        "subject",
        "startTime",
        "status",
        "direction",
        "duration"
      })
  void refusesCallWithoutRequiredField(String field) {
    assertInvalid(
        client.desk("POST", "/calls", call().without(field).toString()), "/" + field, "missing");
  }

  @ParameterizedTest
  @CsvSource({
    "startTime,2026-02-03T19:05:00+01:00",
    "startTime,2026-02-03T19:05:00",
    "status,Cancelled",
    "direction,Outbound",
    "duration,1.5",
    "recordingUrl,ftp://x",
    "contactId,123",
    "departmentId,123",
    "ticketId,123"
  })
  void refusesCallFieldOutsideItsPattern(String field, String value) {
    assertInvalid(
        client.desk("POST", "/calls", call().put(field, value).toString()), "/" + field, "invalid");
  }

  @Test
  void listsCallsByDepartmentAtOnce() {
    zoho.searchDelay(Duration.ofMinutes(5));
    client.desk("POST", "/calls", call().toString());

    assertThat(json(client.desk("/calls?departmentId=" + department)).path("data")).hasSize(1);
    assertThat(client.desk("/calls?departmentId=900000000000000007").statusCode()).isEqualTo(204);
  }

  @Test
  void findsCallsByTheTimeAtWhichTheyStart() {
    String start =
        json(client.desk("POST", "/calls", call().toString())).path("startTime").asText();
    zoho.searchDelay(Duration.ZERO);

    assertThat(
            json(client.desk("/calls/search?startDateRange=" + start + "," + start)).path("data"))
        .hasSize(1);
    assertThat(
            client
                .desk("/calls/search?startDateRange=2001-01-01T00:00:00Z,2001-01-02T00:00:00Z")
                .statusCode())
        .isEqualTo(204);
    assertInvalid(
        client.desk("/calls/search?startDateRange=" + start), "/startDateRange", "invalid");
  }

  // Departments

  @Test
  void listsDepartments() {
    assertThat(json(client.desk("/departments?limit=1")).path("data")).hasSize(1);
    assertThat(json(client.desk("/departments/" + department)).path("name").asText())
        .isEqualTo("Support");
    assertThat(client.desk("/departments/1").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> withOrg(String orgId) {
    return client.send(client.authorized(zoho.deskUrl() + "/departments").header("orgId", orgId));
  }

  private JsonNode createContact(String email) {
    return json(client.desk("POST", "/contacts", contact(email)));
  }

  private static String contact(String email) {
    return quoted("{'lastName':'Roy','firstName':'Ana','email':'" + email + "'}");
  }

  private JsonNode createTicket() {
    HttpResponse<String> answer = postTicket(ticket());
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer);
  }

  private HttpResponse<String> postTicket(ObjectNode body) {
    return client.desk("POST", "/tickets", body.toString());
  }

  private ObjectNode ticket() {
    ObjectNode ticket =
        ZohoClient.MAPPER
            .createObjectNode()
            .put("subject", "Callback requested")
            .put("departmentId", department)
            .put("email", "ana@example.test")
            .put("description", "Wants a quote.");
    ticket.putObject("contact").put("lastName", "Roy").put("email", "ana@example.test");
    ticket.putObject("cf").put("cf_ref", "gw-7f3c");
    return ticket;
  }

  private ObjectNode call() {
    return ZohoClient.MAPPER
        .createObjectNode()
        .put("contactId", createContact("call@example.test").path("id").asText())
        .put("departmentId", department)
        .put("subject", "Call back")
        .put("startTime", "2026-02-04T15:00:00.000Z")
        .put("status", "Scheduled")
        .put("direction", "outbound")
        .put("duration", 0);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("errorCode").asText()).isEqualTo(code);
  }

  private static void assertInvalid(HttpResponse<String> answer, String field, String type) {
    assertRefused(answer, 422, "INVALID_DATA");
    assertThat(json(answer).at("/errors/0/fieldName").asText()).isEqualTo(field);
    assertThat(json(answer).at("/errors/0/errorType").asText()).isEqualTo(type);
  }
}
