package dev.handoff.delivery;

import static dev.handoff.testing.Bench.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ContactMappings;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose ticket or call it is: mapped, remembered, found, made, or resolved by Desk. */
class ContactStepTest {

  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String FORMER_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("HANDOFF_ENCRYPTION_KEY", KEY + "," + FORMER_KEY));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  private static void map(String crmContactId, String deskContactId) {
    bench
        .gateway()
        .bean(JdbcClient.class)
        .sql("insert into contact_mapping values ('main', :crm, :desk, :now)")
        .param("crm", crmContactId)
        .param("desk", deskContactId)
        .param("now", OffsetDateTime.now())
        .update();
  }

  private static int searches() {
    return bench.requests(Side.DESK, "GET", "/contacts/search").size();
  }

  private static String contactOf(Handoff handoff) {
    return bench.facts(handoff).get("contactId");
  }

  @Test
  void takesTheMappedContactBeforeAnyOther() {
    String mapped = bench.contactAtDesk("{\"lastName\":\"Mapped\",\"email\":\"m@example.test\"}");
    bench.contactAtDesk("{\"lastName\":\"Other\",\"email\":\"same@example.test\"}");
    map("crm-1", mapped);

    Handoff handoff =
        bench.deliver(TestOrder.ticket().email("same@example.test").crmContactId("crm-1"));

    assertThat(contactOf(handoff)).isEqualTo(mapped);
    assertThat(searches()).isZero();
  }

  @Test
  void learnsNoMappingUnlessToldTo() {
    bench.deliver(TestOrder.ticket().email("unlearnt@example.test").crmContactId("crm-unlearnt"));

    assertThat(bench.gateway().bean(ContactMappings.class).find("main", "crm-unlearnt")).isEmpty();
  }

  @Test
  void takesTheMappedContactOfACallerOfTheApi() {
    String mapped = bench.contactAtDesk("{\"lastName\":\"Api\",\"email\":\"api@example.test\"}");
    map("crm-api", mapped);

    String answer =
        bench
            .gateway()
            .post(
                "/api/handoffs",
                "{\"channel\":\"agent\",\"conversationId\":\"mapped\",\"kind\":\"ticket\","
                    + "\"visitor\":{\"crmContactId\":\"crm-api\"}}")
            .json()
            .path("zoho")
            .path("contactId")
            .asText();

    assertThat(answer).isEqualTo(mapped);
  }

  @Test
  void searchesWhenTheCallersContactIsNotMapped() {
    String known = bench.contactAtDesk("{\"lastName\":\"Roy\",\"email\":\"roy@example.test\"}");

    Handoff handoff =
        bench.deliver(TestOrder.ticket().email("roy@example.test").crmContactId("nobody"));

    assertThat(contactOf(handoff)).isEqualTo(known);
  }

  @Test
  void findsTheContactOfAnEmailAddressInAnyCaseAndRefusesLookAlikes() {
    bench.contactAtDesk("{\"lastName\":\"Like\",\"email\":\"joana+x@example.test\"}");
    String exact = bench.contactAtDesk("{\"lastName\":\"Ana\",\"email\":\"ana+x@example.test\"}");
    bench.contactAtDesk("{\"lastName\":\"Like\",\"email\":\"ana+x@example.test.org\"}");

    Handoff handoff = bench.deliver(TestOrder.ticket().email("Ana+X@example.test"));

    assertThat(contactOf(handoff)).isEqualTo(exact);
  }

  @Test
  void makesAContactWhenOnlyLookAlikesAreFound() {
    bench.contactAtDesk("{\"lastName\":\"Like\",\"email\":\"joana@example.test\"}");

    Handoff handoff =
        bench.deliver(TestOrder.ticket().name("Ana de la Roy").email("ana@example.test"));

    assertThat(bench.zoho().contacts()).hasSize(2);
    assertThat(bench.zoho().contacts().get(1).path("id").asText()).isEqualTo(contactOf(handoff));
    assertThat(bench.zoho().contacts().get(1).path("lastName").asText()).isEqualTo("Roy");
    assertThat(bench.zoho().contacts().get(1).path("firstName").asText()).isEqualTo("Ana de la");
  }

  @Test
  void takesAMatchingSecondaryAddress() {
    String known =
        bench.contactAtDesk(
            "{\"lastName\":\"Two\",\"email\":\"a.low@example.test\","
                + "\"secondaryEmail\":\"low@example.test\"}");

    assertThat(contactOf(bench.deliver(TestOrder.ticket().email("low@example.test"))))
        .isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "phone, +15145550100, +15145550100",
    "phone, 5145550100, +15145550100",
    "mobile, +15145550100, 5145550100",
    "mobile, 01705550012, +491705550012",
    "phone, +493012345, 03012345",
    "phone, 00493012345, +493012345"
  })
  void findsAPhoneWithAndWithoutItsCountryCode(String field, String stored, String given) {
    String known = bench.contactAtDesk("{\"lastName\":\"P\",\"" + field + "\":\"" + stored + "\"}");

    assertThat(contactOf(bench.deliver(TestOrder.ticket().email(null).phone(given))))
        .isEqualTo(known);
    assertThat(bench.zoho().contacts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"5550100, +15145550100", "+14165550100, +15145550100", "+495145550100, 15145550100"})
  void refusesAPhoneThatOnlyEndsAlike(String stored, String given) {
    bench.contactAtDesk("{\"lastName\":\"P\",\"phone\":\"" + stored + "\"}");

    bench.deliver(TestOrder.ticket().email(null).phone(given));

    assertThat(bench.zoho().contacts()).hasSize(2);
  }

  @Test
  void writesAPhoneAsDeskWantsIt() {
    bench.deliver(TestOrder.ticket().phone("+1 (514) 555-0100"));

    assertThat(only(bench.zoho().contacts()).path("phone").asText()).isEqualTo("+15145550100");
  }

  @Test
  void namesAVisitorOfWhomNothingIsKnown() {
    Handoff handoff = bench.deliver(TestOrder.ticket().email(null));

    assertThat(only(bench.zoho().contacts()).path("lastName").asText())
        .isEqualTo("Visitor " + handoff.correlation());
  }

  @Test
  void remembersAContactThatTheLaggingSearchDoesNotShow() {
    bench.zoho().searchDelay(Duration.ofMinutes(5));
    Handoff first = bench.deliver(TestOrder.ticket().email("lag@example.test"));
    int before = searches();

    Handoff call = bench.deliver(TestOrder.callback().email("LAG@example.test"));
    Handoff second = bench.deliver(TestOrder.ticket().email("lag@example.test"));

    assertThat(contactOf(call)).isEqualTo(contactOf(first));
    assertThat(contactOf(second)).isEqualTo(contactOf(first));
    assertThat(bench.zoho().contacts()).hasSize(1);
    assertThat(searches()).isEqualTo(before);
  }

  @Test
  void remembersAContactByPhone() {
    bench.zoho().searchDelay(Duration.ofMinutes(5));

    bench.deliver(TestOrder.callback().email(null));
    bench.deliver(TestOrder.callback().email(null));

    assertThat(bench.zoho().contacts()).hasSize(1);
  }

  @Test
  void remembersAFoundContact() {
    bench.contactAtDesk("{\"lastName\":\"Roy\",\"email\":\"roy@example.test\"}");

    bench.deliver(TestOrder.ticket().email("roy@example.test"));
    int before = searches();
    bench.deliver(TestOrder.ticket().email("roy@example.test"));

    assertThat(searches()).isEqualTo(before);
  }

  private static final String UNKNOWN =
      "{\"errorCode\":\"INVALID_DATA\",\"message\":\"The data is invalid\",\"errors\":"
          + "[{\"fieldName\":\"/contactId\",\"errorType\":\"invalid\",\"errorMessage\":\"\"}]}";

  @ParameterizedTest
  @EnumSource(
      value = HandoffKind.class,
      names = {"TICKET", "CALLBACK"})
  void looksAnewWhenDeskNoLongerKnowsTheRememberedContact(HandoffKind kind) {
    bench.deliver(TestOrder.ticket().email("merged@example.test"));
    int before = searches();
    bench.fault(Fault.answer(422, UNKNOWN).on(Side.DESK, "POST", "/(tickets|calls)$"));

    Handoff handoff = bench.deliver(TestOrder.of(kind).email("merged@example.test"));

    assertThat(searches()).isEqualTo(before + 1);
    assertThat(handoff.attempts()).isZero();
    assertThat(contactOf(handoff)).isNotNull();
  }

  @Test
  void looksAnewWhenTheMappedContactIsGone() {
    map("crm-gone", "900000000000999999");

    Handoff handoff =
        bench.deliver(TestOrder.ticket().email("gone@example.test").crmContactId("crm-gone"));

    assertThat(contactOf(handoff)).isEqualTo(only(bench.zoho().contacts()).path("id").asText());
  }

  private static final Fault NO_SUCH_RECORD =
      Fault.answer(404, "{\"errorCode\":\"URL_NOT_FOUND\",\"message\":\"Words of Zoho\"}")
          .on(Side.DESK, "POST", "/(tickets|calls)$");

  @Test
  void looksAnewAtOnceWhenDeskAnswersThatThereIsNoSuchRecordAndTheContactIsGone() {
    map("crm-nowhere", "900000000000777777");
    bench.fault(NO_SUCH_RECORD);

    Handoff handoff =
        bench.deliver(TestOrder.ticket().email("new@example.test").crmContactId("crm-nowhere"));

    assertThat(handoff.attempts()).isZero();
    assertThat(contactOf(handoff)).isEqualTo(only(bench.zoho().contacts()).path("id").asText());
  }

  @ParameterizedTest
  @EnumSource(
      value = HandoffKind.class,
      names = {"TICKET", "CALLBACK"})
  void parksAtOnceWhenDeskKnowsTheContactAndNotTheRest(HandoffKind kind) {
    String known = bench.contactAtDesk("{\"lastName\":\"K\",\"email\":\"k@example.test\"}");
    map("crm-known-" + kind, known);
    bench.fault(NO_SUCH_RECORD.forEver());

    Handoff parked =
        bench.await(
            bench.accept(
                TestOrder.of(kind).email("other@example.test").crmContactId("crm-known-" + kind)),
            HandoffState.PARKED);

    assertThat(parked.attempts()).isEqualTo(1);
    assertThat(parked.lastError().code()).isEqualTo("URL_NOT_FOUND");
    assertThat(parked.lastError().message()).contains("Words of Zoho");
    assertThat(parked.lastError().remedy())
        .contains("ZOHO_DEPARTMENT_ID", "ZOHO_ORG_ID", "ZOHO_DESK_API_URL");
    assertThat(bench.requests(Side.DESK, "POST", "/(tickets|calls)$")).hasSize(1);
    assertThat(only(bench.zoho().contacts()).path("id").asText()).isEqualTo(known);
    assertThat(
            bench
                .gateway()
                .bean(ContactMappings.class)
                .find("main", "crm-known-" + kind)
                .map(mapping -> mapping.deskContactId()))
        .contains(known);
  }

  @ParameterizedTest
  @EnumSource(
      value = HandoffKind.class,
      names = {"TICKET", "CALLBACK"})
  void parksWhenDeskDoesNotKnowTheContactFoundAnewEither(HandoffKind kind) {
    bench.contactAtDesk("{\"lastName\":\"T\",\"email\":\"twice@example.test\"}");
    bench.fault(Fault.answer(422, UNKNOWN).on(Side.DESK, "POST", "/(tickets|calls)$").forEver());

    Handoff parked =
        bench.await(
            bench.accept(TestOrder.of(kind).email("twice@example.test")), HandoffState.PARKED);

    assertThat(parked.attempts()).isEqualTo(1);
    assertThat(parked.lastError().step()).isEqualTo(kind == HandoffKind.TICKET ? "ticket" : "call");
    assertThat(parked.lastError().message()).contains("The data is invalid", "/contactId invalid");
    assertThat(parked.lastError().remedy()).isNotBlank();
    assertThat(bench.requests(Side.DESK, "POST", "/(tickets|calls)$")).hasSize(2);
    assertThat(bench.zoho().contacts()).hasSize(1);
  }

  @Test
  void waitsWhenTheContactThatDeskMayNotKnowCannotBeReadNow() {
    map("crm-unread", "900000000000666666");
    bench.fault(NO_SUCH_RECORD);
    bench.fault(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts/\\d+$"));

    Handoff handoff =
        bench.deliver(TestOrder.ticket().email("unread@example.test").crmContactId("crm-unread"));

    assertThat(handoff.attempts()).isEqualTo(1);
    assertThat(bench.requests(Side.DESK, "GET", "/contacts/\\d+/tickets$")).isEmpty();
    assertThat(contactOf(handoff)).isEqualTo(only(bench.zoho().contacts()).path("id").asText());
  }

  @Test
  void letsDeskResolveADuplicateThatItsSearchHides() {
    bench.zoho().searchDelay(Duration.ofMinutes(5));
    String hidden = bench.contactAtDesk("{\"lastName\":\"H\",\"email\":\"h@example.test\"}");

    Handoff handoff = bench.deliver(TestOrder.ticket().name("Ann Low").email("h@example.test"));

    assertThat(only(bench.zoho().tickets()).path("contactId").asText()).isEqualTo(hidden);
    assertThat(contactOf(handoff)).isEqualTo(hidden);
    assertThat(bench.requests(Side.DESK, "POST", "/tickets").get(0).body())
        .contains(
            "\"contact\":{\"firstName\":\"Ann\",\"lastName\":\"Low\",\"email\":\"h@example.test\"}")
        .doesNotContain("contactId");
  }

  @Test
  void takesTheDuplicateOfACallFromTheNewestContactsWhenTheSearchLags() {
    bench.zoho().searchDelay(Duration.ofMinutes(5));
    String hidden = bench.contactAtDesk("{\"lastName\":\"H\",\"email\":\"n@example.test\"}");

    Handoff handoff = bench.deliver(TestOrder.callback().email("n@example.test"));

    assertThat(handoff.attempts()).isZero();
    assertThat(only(bench.zoho().calls()).path("contactId").asText()).isEqualTo(hidden);
    assertThat(bench.zoho().contacts()).hasSize(1);
  }

  @Test
  void waitsWithACallUntilTheSearchShowsADuplicateThatIsNotNew() {
    bench.zoho().searchDelay(Duration.ofHours(2));
    String hidden = bench.contactAtDesk("{\"lastName\":\"H\",\"email\":\"i@example.test\"}");
    bench.clock().advance(Duration.ofMinutes(15));

    Handoff handoff = bench.accept(TestOrder.callback().email("i@example.test"));
    Handoff waiting = bench.await(handoff, HandoffState.RETRYING);
    assertThat(waiting.lastError().code()).isEqualTo("contact_not_indexed");
    bench.zoho().searchDelay(Duration.ZERO);
    bench.await(handoff, HandoffState.DELIVERED);

    assertThat(only(bench.zoho().calls()).path("contactId").asText()).isEqualTo(hidden);
  }

  // by phone only, which Desk would take twice

  private static void beingMadeElsewhere(String digits, OffsetDateTime since) {
    bench
        .gateway()
        .bean(JdbcClient.class)
        .sql("insert into phone_contact values ('main', :phone, null, 'another', :at, :at, null)")
        .param("phone", new PhoneNames(List.of(KEY)).name(digits))
        .param("at", since)
        .update();
  }

  private static OffsetDateTime now() {
    return bench.clock().instant().atOffset(ZoneOffset.UTC);
  }

  private static void madeElsewhere(String contactId) {
    bench
        .gateway()
        .bean(JdbcClient.class)
        .sql("update phone_contact set contact_id = :id")
        .param("id", contactId)
        .update();
  }

  @Test
  void waitsForTheContactThatAnotherHandoffMakesForThatPhone() {
    beingMadeElsewhere("15145550161", now());

    Handoff handoff = bench.accept(TestOrder.ticket().email(null).phone("+15145550161"));

    bench.await(handoff, HandoffState.RETRYING);
    assertThat(bench.now(handoff).lastError().code()).isEqualTo("contact_being_made");
    assertThat(bench.now(handoff).attempts()).as("a wait uses up no attempt").isZero();
    assertThat(bench.zoho().contacts()).isEmpty();
    String made = bench.contactAtDesk("{\"lastName\":\"Ana\",\"phone\":\"+15145550161\"}");
    madeElsewhere(made);
    assertThat(contactOf(bench.await(handoff, HandoffState.DELIVERED))).isEqualTo(made);
    assertThat(bench.zoho().contacts()).hasSize(1);
  }

  @Test
  void makesTheContactItselfWhenTheOtherHandoffDoesNotComeBack() {
    beingMadeElsewhere("15145550162", now().minusMinutes(1));

    bench.deliver(TestOrder.ticket().email(null).phone("+15145550162"));

    assertThat(only(bench.zoho().contacts()).path("phone").asText()).isEqualTo("+15145550162");
  }

  @Test
  void takesTheNewContactOfAHandoffThatDoesNotComeBackThoughTheSearchLags() {
    bench.zoho().searchDelay(Duration.ofHours(1));
    String made = bench.contactAtDesk("{\"lastName\":\"Ana\",\"phone\":\"+15145550164\"}");
    beingMadeElsewhere("15145550164", now().minusMinutes(1));
    bench.fault(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", "^/contacts$"));

    Handoff handoff = bench.deliver(TestOrder.ticket().email(null).phone("+15145550164"));

    assertThat(handoff.attempts()).as("the list failed once").isEqualTo(1);
    assertThat(contactOf(handoff)).isEqualTo(made);
    assertThat(bench.zoho().contacts()).hasSize(1);
  }

  @Test
  void makesNoContactOnceAnotherHandoffHasTakenOver() {
    bench.fault(
        Fault.of(Fault.Kind.DELAY)
            .on(Side.DESK, "GET", "^/contacts/search$")
            .withDelay(Duration.ofMillis(800))
            .times(2));
    JdbcClient db = bench.gateway().bean(JdbcClient.class);

    Handoff handoff = bench.accept(TestOrder.ticket().email(null).phone("+15145550165"));
    await().until(() -> db.sql("update phone_contact set handoff = 'another'").update() == 1);

    Handoff waiting = bench.await(handoff, HandoffState.RETRYING);
    assertThat(waiting.lastError().code()).isEqualTo("contact_being_made");
    assertThat(bench.zoho().contacts()).isEmpty();
    madeElsewhere(bench.contactAtDesk("{\"lastName\":\"A\",\"phone\":\"+15145550165\"}"));
    bench.await(handoff, HandoffState.DELIVERED);
    assertThat(bench.zoho().contacts()).hasSize(1);
  }

  @Test
  void knowsAContactNamedByAFormerKey() {
    String made = bench.contactAtDesk("{\"lastName\":\"Former\",\"phone\":\"+15145550999\"}");
    beingMadeElsewhere("15145550166", now());
    madeElsewhere(made);
    bench
        .gateway()
        .bean(JdbcClient.class)
        .sql("update phone_contact set phone = :former")
        .param("former", new PhoneNames(List.of(FORMER_KEY)).name("15145550166"))
        .update();

    assertThat(contactOf(bench.deliver(TestOrder.ticket().email(null).phone("+15145550166"))))
        .isEqualTo(made);
  }

  @Test
  void keepsTheContactThatAnotherHandoffMadeMeanwhile() {
    TestOrder order = TestOrder.ticket().email(null).phone("+15145550167");
    bench.deliver(order.on(Channel.API, "meanwhile-before"));
    String anew = bench.contactAtDesk("{\"lastName\":\"Anew\",\"phone\":\"+15145550999\"}");
    madeElsewhere(anew);
    bench.fault(Fault.answer(422, UNKNOWN).on(Side.DESK, "POST", "/tickets$"));

    Handoff handoff = bench.deliver(order.on(Channel.API, "meanwhile-after"));

    assertThat(handoff.attempts()).isZero();
    assertThat(contactOf(handoff)).isEqualTo(anew);
  }

  @Test
  void keepsARememberedContactWhenTheMappedOneIsGone() {
    Handoff before = bench.deliver(TestOrder.ticket().email("kept@example.test"));
    map("crm-kept", "900000000000888888");
    int searches = searches();

    Handoff handoff =
        bench.deliver(TestOrder.ticket().email("kept@example.test").crmContactId("crm-kept"));

    assertThat(contactOf(handoff)).isEqualTo(contactOf(before));
    assertThat(searches()).isEqualTo(searches);
  }

  @Test
  void looksAnewForPhoneWhoseContactDeskNoLongerKnows() {
    TestOrder order = TestOrder.ticket().email(null).phone("+15145550163");
    bench.deliver(order.on(Channel.API, "phone-before"));
    bench.zoho().reset();

    Handoff handoff = bench.deliver(order.on(Channel.API, "phone-after"));

    assertThat(contactOf(handoff)).isEqualTo(only(bench.zoho().contacts()).path("id").asText());
  }
}
