package dev.handoff.operations;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestOrder;
import dev.handoff.webchat.widget.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console in a real browser, as an operator uses it. */
class ConsoleTest {

  private static final String HOSTILE =
      "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";

  private static Bench bench;
  private static Chromium chromium;

  private BrowserContext person;
  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("HANDOFF_SYNC_WAIT", "100ms", "HANDOFF_RETRY_ATTEMPTS", "2"));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    bench.close();
  }

  @BeforeEach
  void arrive() {
    enter(ColorScheme.LIGHT);
  }

  private void enter(ColorScheme colours) {
    person =
        chromium.visitor(Chromium.options().setViewportSize(1360, 900).setColorScheme(colours));
    page = person.newPage();
    page.onConsoleMessage(
        message -> {
          boolean isNetwork = message.text().startsWith("Failed to load resource");
          if (message.type().equals("error") && !isNetwork) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  @AfterEach
  void leave() {
    person.close();
    bench.zoho().faults().clear();
    bench.forgetPauses();
    assertThat(complaints).as("what the browser complains of, the policy's refusals too").isEmpty();
  }

  /** Opens an address of the console, with the login on the way. */
  private void open(String path) {
    page.navigate(bench.gateway().uri(path).toString());
    page.getByLabel("Name").fill(Gateway.OPS_USER);
    page.getByLabel("Password").fill(Gateway.OPS_PASSWORD);
    button("Log in").click();
    settled();
  }

  private void settled() {
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.locator("#live")).hasAttribute("data-state", "live");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void shot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "console-" + name + ".png"))
            .setFullPage(true));
  }

  private void assertNothingWrong(String state) {
    shot(state);
    assertThat(Chromium.violations(page)).as(state).isEmpty();
  }

  private static TestOrder ana() {
    return TestOrder.ticket()
        .on(Channel.SALESIQ, UUID.randomUUID().toString())
        .name("Ana Roy")
        .email(UUID.randomUUID() + "@example.test")
        .phone("+15145550100")
        .subject("My parcel has not arrived")
        .reason("The bot could not find order 4711")
        .says(AuthorType.VISITOR, "Where is my parcel?")
        .says(AuthorType.BOT, "I could not find order 4711. Shall I fetch a person?")
        .says(AuthorType.VISITOR, "Yes, please.");
  }

  private static Handoff parked(TestOrder order) {
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"The subject is bad\"}")
            .on(Side.DESK, "POST", "/tickets$"));
    return bench.await(bench.accept(order), HandoffState.PARKED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void noPageHasAFault(ColorScheme colours) {
    Handoff delivered = bench.deliver(ana());
    Handoff parked = parked(ana());
    person.close();
    enter(colours);
    String name = colours.name().toLowerCase(Locale.ROOT) + "-";
    page.navigate(bench.gateway().uri("/console").toString());
    assertNothingWrong(name + "login");

    open("/console");
    assertThat(page.locator(".card").first()).isVisible();
    assertNothingWrong(name + "overview");

    for (String path :
        List.of(
            "handoffs",
            "handoffs/" + delivered.id(),
            "handoffs/" + parked.id(),
            "dead-letters",
            "dead-letters/" + parked.id(),
            "health",
            "audit",
            "nothing")) {
      page.navigate(bench.gateway().uri("/console/" + path).toString());
      settled();
      String part = path.replace(delivered.id().value(), "delivered");
      assertNothingWrong(name + part.replace(parked.id().value(), "parked").replace('/', '-'));
    }
  }

  @Test
  void whatIsParkedIsMendedAndSentAgainByClicks() {
    Handoff parked = parked(ana());
    open("/console");

    page.locator(".side").getByText("Dead letters").click();
    page.locator("table.list a[href$='" + parked.id() + "']").click();
    assertThat(page.locator("main")).containsText("The subject is bad");
    page.getByLabel("E-mail").fill("nowhere");
    button("Send it again").click();
    assertThat(page.locator("#field-e-mail-fault")).containsText("is not an e-mail address");
    assertThat(page.getByLabel("E-mail")).isFocused();
    page.getByLabel("E-mail").fill("ana.roy@example.test");
    page.getByLabel("Subject").fill("Parcel 4711");
    button("Send it again").click();

    assertThat(page.locator("main")).containsText("Sent again.");
    assertThat(page.locator(".head .badge")).hasText("delivered");
    page.getByText("See how it goes on").click();
    assertThat(page.locator(".timeline")).containsText("ops sent it again");
    assertThat(page.locator(".timeline")).containsText("Delivered: it is with the people");
    Handoff now = bench.await(parked, HandoffState.DELIVERED);
    assertThat(now.request().visitor().email()).isEqualTo("ana.roy@example.test");
    assertThat(now.request().subject()).isEqualTo("Parcel 4711");
    page.locator(".side").getByText("Audit").click();
    assertThat(page.locator("table")).containsText(parked.id().value());
  }

  @Test
  void oneIsGivenUpWithAReasonOnly() {
    Handoff parked = parked(ana());
    open("/console/dead-letters/" + parked.id());

    button("Give it up").click();
    assertThat(page.locator("dialog")).isVisible();
    assertNothingWrong("light-discard");
    page.locator("dialog").getByText("Cancel").click();
    assertThat(button("Give it up")).isFocused();
    assertThat(bench.now(parked).state()).isEqualTo(HandoffState.PARKED);
    button("Give it up").click();
    page.locator("dialog .danger").click();
    assertThat(page.locator("dialog")).isVisible();
    page.getByLabel("Reason").fill("A duplicate");
    page.locator("dialog .danger").click();

    assertThat(page.locator("main")).containsText("Given up.");
    assertThat(bench.now(parked).state()).isEqualTo(HandoffState.DISCARDED);
  }

  @Test
  void manyAreSentAgainAfterTheirNumberWasTold() {
    String code = "CONSOLE_" + UUID.randomUUID().toString().substring(0, 8);
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"" + code + "\",\"message\":\"No\"}")
            .on(Side.DESK, "POST", "/tickets$")
            .times(3));
    List<Handoff> three =
        Stream.generate(() -> bench.await(bench.accept(ana()), HandoffState.PARKED))
            .limit(3)
            .toList();
    open("/console/dead-letters");

    page.getByLabel("Send all again: " + code + " at ticket").click();
    assertThat(page.locator("dialog h2")).hasText("Send 3 dead letters again?");
    button("Send them again").click();

    assertThat(page.locator(".notice")).containsText("3 dead letters sent again.");
    three.forEach(each -> bench.await(each, HandoffState.DELIVERED));
  }

  @Test
  void whatHappensIsSeenWithoutAReload() {
    Handoff first = bench.deliver(ana());
    open("/console/handoffs");
    assertThat(page.locator("tr[data-key='" + first.id() + "'] .badge")).hasText("delivered");
    page.evaluate("window.stayed = true");

    Handoff second = parked(ana());

    assertThat(page.locator(".fresh")).hasText("Show 1 new handoff");
    assertThat(page.locator("tr[data-key='" + second.id() + "']")).hasCount(0);
    page.locator(".fresh").click();
    assertThat(page.locator("tr[data-key='" + second.id() + "'] .badge")).hasText("parked");
    assertThat(page.locator("tr[data-key='" + second.id() + "'] a")).isFocused();
    Operator.post(bench.gateway(), "/ops/api/dead-letters/" + second.id() + "/replay", "{}");
    assertThat(page.locator("tr[data-key='" + second.id() + "'] .badge")).hasText("delivered");
    assertThat(page.evaluate("window.stayed")).isEqualTo(true);
  }

  @Test
  void hostileTextIsShownAsText() {
    bench.fault(
        Fault.answer(
                422,
                "{\"errorCode\":\"INVALID_DATA\",\"message\":\""
                    + HOSTILE.replace("'", "\\u0027")
                    + "\"}")
            .on(Side.DESK, "POST", "/tickets$"));
    Handoff parked =
        bench.await(
            bench.accept(
                TestOrder.ticket()
                    .on(Channel.WEB, HOSTILE)
                    .name(HOSTILE)
                    .email(UUID.randomUUID() + "@example.test")
                    .page("javascript:document.title='owned'")
                    .subject(HOSTILE)
                    .reason(HOSTILE)
                    .says(AuthorType.VISITOR, HOSTILE)),
            HandoffState.PARKED);
    open("/console/handoffs?q=" + parked.id());

    for (String path :
        List.of(
            "handoffs?q=" + parked.id(),
            "handoffs/" + parked.id(),
            "dead-letters",
            "dead-letters/" + parked.id())) {
      page.navigate(bench.gateway().uri("/console/" + path).toString());
      settled();
      assertThat(page.locator("main")).containsText("<img src=x");
      assertThat(page.locator("main img, main script")).hasCount(0);
      assertThat(page.locator("main a[href^='javascript']")).hasCount(0);
      assertThat(page.title()).doesNotStartWith("owned");
    }
    Operator.post(
        bench.gateway(),
        "/ops/api/dead-letters/" + parked.id() + "/discard",
        "{\"reason\": \"" + HOSTILE + "\"}");
    page.navigate(bench.gateway().uri("/console/audit?subject=" + parked.id()).toString());
    assertThat(page.locator("td").last()).hasText(HOSTILE);
    assertThat(page.locator("main img")).hasCount(0);
  }

  @Test
  void everythingCanBeDoneWithTheKeyboard() {
    Handoff parked = parked(ana());
    page.navigate(bench.gateway().uri("/console/dead-letters").toString());
    assertThat(page.getByLabel("Name")).isFocused();
    page.keyboard().type(Gateway.OPS_USER);
    page.keyboard().press("Tab");
    page.keyboard().type(Gateway.OPS_PASSWORD);
    page.keyboard().press("Enter");
    settled();

    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    tabTo("a[href='/console/dead-letters/" + parked.id() + "']");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("\u2068Ana Roy\u2069: ticket");
    assertThat(page.locator("h1")).isFocused();
    tabTo("form.mend .danger");
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("Reason")).isFocused();
    page.keyboard().type("A duplicate");
    page.keyboard().press("Enter");

    assertThat(page.locator("main")).containsText("Given up.");
    assertThat(bench.now(parked).state()).isEqualTo(HandoffState.DISCARDED);
  }

  private void tabTo(String what) {
    for (int i = 0; i < 80; i++) {
      page.keyboard().press("Tab");
      if (page.locator(what).evaluate("each => each === document.activeElement").equals(true)) {
        return;
      }
    }
    throw new AssertionError("not reached with the tab key: " + what);
  }

  @Test
  void anAddressLeadsBackToItsPageAfterTheLoginAndTheBackButtonWorks() {
    Handoff delivered = bench.deliver(ana());
    open("/console/handoffs/" + delivered.id());
    assertThat(page.locator("h1")).hasText("\u2068Ana Roy\u2069: ticket");
    assertThat(page.locator(".timeline")).containsText("Received from Zobot");

    page.locator(".side").getByText("Health").click();
    assertThat(page.locator("h1")).hasText("Health");
    assertThat(page.locator("#pages a[aria-current]")).hasText("Health");
    page.goBack();
    assertThat(page.locator("h1")).hasText("\u2068Ana Roy\u2069: ticket");
    assertThat(page).hasTitle("\u2068Ana Roy\u2069: ticket · Handoff Gateway");
    page.locator("time").first().scrollIntoViewIfNeeded();
    assertThat(page.locator(".timeline time").first())
        .hasAttribute("datetime", Pattern.compile("Z$"));

    person.clearCookies();
    page.locator(".side").getByText("Audit").click();
    assertThat(page.getByLabel("Password")).isVisible();
  }

  @Test
  void anAddressWithTheNameOfAnInheritedPropertySaysThatThereIsNoSuchPage() {
    open("/console/constructor");

    assertThat(page.locator("h1")).hasText("No such page");
    page.navigate(bench.gateway().uri("/console?range=constructor").toString());
    assertThat(button("1 hour")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void olderOnesThatCannotBeHadAreToldOfAndMayBeAskedForAgain() {
    Handoff parked = parked(ana());
    String down = "{\"detail\":\"The database is away\"}";
    for (String list : List.of("handoffs", "audit", "dead-letters")) {
      person.route(
          Pattern.compile("/ops/api/" + list + "(\\?|$)"),
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(route.request().url().contains("cursor=") ? 503 : 200)
                      .setBody(
                          route.request().url().contains("cursor=")
                              ? down
                              : "{\"items\":[],\"nextCursor\":\"x\"}")));
    }
    person.route(
        Pattern.compile("/dead-letters/count"),
        route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody(down)));
    open("/console/handoffs");
    for (String list : List.of("handoffs", "audit", "dead-letters")) {
      page.navigate(bench.gateway().uri("/console/" + list).toString());
      button("Show older ones").click();

      assertThat(page.getByRole(AriaRole.ALERT)).hasText("The database is away");
      assertThat(button("Show older ones")).isEnabled();
    }
    page.reload();
    page.getByLabel("Send all again").first().click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("The database is away");
    assertThat(bench.now(parked).state()).isEqualTo(HandoffState.PARKED);
  }

  @Test
  void aStreamThatIsCutIsToldAndOpenedAgain() {
    open("/console");
    person.setOffline(true);
    page.evaluate("fetch('/ops/api/session').catch(() => {})");
    bench.gateway().bean(ConsoleStreams.class).stop();
    assertThat(page.locator("#live")).hasAttribute("data-state", "again");
    bench.gateway().bean(ConsoleStreams.class).start();
    person.setOffline(false);
    assertThat(page.locator("#live")).hasAttribute("data-state", "live");
  }

  @Test
  void aSmallWindowShowsAllWithoutScrollingSideways() {
    Handoff parked = parked(ana());
    person.close();
    person = chromium.visitor(Chromium.options().setViewportSize(390, 800));
    page = person.newPage();
    open("/console");
    for (String path :
        List.of(
            "",
            "/handoffs",
            "/handoffs/" + parked.id(),
            "/dead-letters/" + parked.id(),
            "/health",
            "/audit")) {
      page.navigate(bench.gateway().uri("/console" + path).toString());
      settled();
      shot("phone" + path.replace(parked.id().value(), "one").replace('/', '-'));
      assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
          .as(path)
          .isEqualTo(0);
    }
  }
}
