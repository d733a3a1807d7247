package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The widget in a real browser, on a page of another site under a strict policy. */
class WidgetInBrowserTest {

  private static final SimulatedZoho ZOHO = SimulatedZoho.start();
  private static final AnswerStub BOT = AnswerStub.start();
  private static final HostPage SITE = HostPage.start();
  private static Gateway gateway;
  private static Chromium chromium;

  private BrowserContext visitor;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            ZOHO,
            TestDatabase.H2.fresh(),
            Map.of(
                "handoff.widget.origins",
                SITE.origin(),
                "handoff.widget.limits.messages",
                "1000",
                "handoff.widget.limits.sessions",
                "1000",
                "HANDOFF_ANSWER_SERVICE_URL",
                BOT.url()));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    gateway.close();
    SITE.close();
    BOT.close();
    ZOHO.close();
  }

  @BeforeEach
  void arrive() {
    visitor = chromium.visitor();
    BOT.says("Yes.", 0.9);
  }

  @AfterEach
  void leave() {
    visitor.close();
  }

  private WidgetPage widget(String... attributes) {
    return WidgetPage.at(
        visitor, SITE.address(gateway.uri("").toString(), String.join(" ", attributes)));
  }

  private WidgetPage withPerson() {
    WidgetPage widget = widget().open();
    BOT.says("Hm.", 0.3);
    widget.say("My boat is on fire");
    assertThat(widget.partner()).hasText("Waiting for a person to join");
    assertThat(widget.page.locator(".notice")).containsText("Your ticket");
    return widget;
  }

  @Test
  void visitorAsksConfidenceFallsAndAnAgentReplies() {
    WidgetPage widget = widget().open();

    widget.say("Do you sell boats?");
    widget.sees("Yes.");
    BOT.says("Hm.", 0.59);
    widget.say("My boat is on fire");
    assertThat(widget.partner()).hasText("Waiting for a person to join");
    Agent.says(gateway, widget.session(), "I have called the fire brigade.");

    widget.sees("I have called the fire brigade.");
    assertThat(widget.partner()).hasText("Max");
    assertThat(widget.page.getByText("Hm.")).hasCount(0);
    assertThat(widget.page.locator(".notice").getByText("Max has joined")).hasCount(1);
    assertThat(widget.complaints).isEmpty();
  }

  @Test
  void whatIsSaidWhileTheNetworkIsDownAppearsOnceAndInOrder() {
    WidgetPage widget = withPerson();
    Agent.says(gateway, widget.session(), "Hello");
    widget.sees("Hello");

    visitor.setOffline(true);
    for (int i = 1; i <= 3; i++) {
      Agent.says(gateway, widget.session(), "Reply " + i);
    }
    widget.page.waitForTimeout(10_000);
    assertThat(widget.status()).hasText("Connection lost, trying again…");
    assertThat(widget.saidBy("agent")).hasText(new String[] {"Hello"});
    visitor.setOffline(false);

    assertThat(widget.saidBy("agent"))
        .hasText(new String[] {"Hello", "Reply 1", "Reply 2", "Reply 3"});
    Agent.says(gateway, widget.session(), "Reply 4");
    assertThat(widget.saidBy("agent"))
        .hasText(new String[] {"Hello", "Reply 1", "Reply 2", "Reply 3", "Reply 4"});
  }

  @Test
  void whatTheVisitorWritesOfflineIsSentOnceAndInOrderLater() {
    WidgetPage widget = widget().open();
    widget.say("One");
    assertThat(widget.saidBy("bot").last()).hasText("Yes.");

    visitor.setOffline(true);
    widget.say("Two");
    widget.say("Three");
    assertThat(widget.page.locator(".delivery").last()).hasText("Sending…");
    visitor.setOffline(false);

    assertThat(widget.saidBy("visitor")).hasText(new String[] {"One", "Two", "Three"});
    assertThat(widget.page.locator(".delivery").getByText("Sending…")).hasCount(0);
    WidgetPage again = widget();
    assertThat(again.saidBy("visitor")).hasText(new String[] {"One", "Two", "Three"});
  }

  /** The gateway hears it, but its answer is lost. */
  @Test
  void messageWhoseAnswerIsLostIsHeardOnce() {
    WidgetPage widget = widget().open();
    int[] lost = {0};
    widget.page.route(
        "**/messages",
        route -> {
          if (route.request().method().equals("POST") && lost[0]++ == 0) {
            route.fetch();
            route.abort();
          } else {
            route.resume();
          }
        });

    widget.say("Only once");

    assertThat(widget.saidBy("bot").last()).hasText("Yes.");
    assertThat(widget.page.locator(".delivery").getByText("Sending…")).hasCount(0);
    assertThat(widget().saidBy("visitor")).hasText(new String[] {"Only once"});
    assertThat(lost[0]).isGreaterThanOrEqualTo(2);
  }

  @Test
  void refusedMessageCanBeTriedAgain() {
    WidgetPage widget = widget().open();
    widget.page.route("**/messages", route -> refuse(route, 422));
    widget.say("Hello");
    assertThat(widget.page.locator(".delivery")).containsText("Not sent");

    widget.page.unroute("**/messages");
    widget.button("Try again").click();

    assertThat(widget.saidBy("bot").last()).hasText("Yes.");
    assertThat(widget.saidBy("visitor")).hasText(new String[] {"Hello"});
  }

  private static void refuse(Route route, int status) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
            .setContentType("application/problem+json")
            .setBody("{\"status\":" + status + "}"));
  }

  @Test
  void chatGoesOnAfterReloadAndHistoryIsNotReadOutAgain() {
    WidgetPage widget = widget().open();
    widget.say("Hello");
    assertThat(widget.saidBy("bot").last()).hasText("Yes.");
    String session = widget.session();

    widget.page.reload();

    assertThat(widget.saidBy("visitor")).hasText(new String[] {"Hello"});
    assertThat(widget.panel()).isVisible();
    assertThat(widget.news()).isEmpty();
    BOT.says("No.", 1);
    widget.say("And now?");
    assertThat(widget.news()).hasText("Assistant: No.");
    assertThat(widget.session()).isEqualTo(session);
  }

  @Test
  void tabsShareOneSession() {
    WidgetPage one = widget().open();
    WidgetPage two = widget().open();

    one.say("From the first");
    assertThat(two.saidBy("visitor")).hasText(new String[] {"From the first"});
    two.say("From the second");

    assertThat(one.saidBy("visitor")).hasText(new String[] {"From the first", "From the second"});
    assertThat(two.saidBy("visitor")).hasText(new String[] {"From the first", "From the second"});
  }

  @Test
  void worksWithoutStorage() {
    visitor.addInitScript(
        "for (const name of ['localStorage', 'sessionStorage'])"
            + " Object.defineProperty(window, name, {get() { throw new Error('denied'); }})");
    WidgetPage widget = widget().open();

    widget.say("Hello");

    assertThat(widget.saidBy("bot").last()).hasText("Yes.");
    assertThat(widget.saidBy("visitor")).hasText(new String[] {"Hello"});
  }

  @Test
  void tokenThatIsNoLongerGoodIsRenewed() {
    WidgetPage widget = widget().open();
    widget.say("Hello");
    assertThat(widget.saidBy("bot").last()).hasText("Yes.");
    widget.page.evaluate(
        "() => { const key = Object.keys(localStorage)[0]; const all ="
            + " JSON.parse(localStorage.getItem(key)); all.session.token = 'gone';"
            + " localStorage.setItem(key, JSON.stringify(all)); }");

    widget.page.reload();
    widget.say("Still there?");

    assertThat(widget.saidBy("visitor")).hasText(new String[] {"Hello", "Still there?"});
  }

  @Test
  void sessionThatTheGatewayNoLongerKnowsIsReplaced() {
    WidgetPage widget = widget().open();
    widget.say("Hello");
    assertThat(widget.saidBy("bot").last()).hasText("Yes.");
    widget.page.evaluate(
        "() => { const key = Object.keys(localStorage)[0]; const all ="
            + " JSON.parse(localStorage.getItem(key)); all.session.token = 'gone';"
            + " all.session.renewal = 'gone'; localStorage.setItem(key, JSON.stringify(all)); }");

    widget.page.reload();
    widget.say("Anybody?");

    assertThat(widget.saidBy("bot").last()).hasText("Yes.");
    assertThat(widget.saidBy("visitor")).hasText(new String[] {"Anybody?"});
  }

  @Test
  void whatAgentsWriteIsTextAndOnlySafeLinksAreLinks() {
    WidgetPage widget = withPerson();

    Agent.says(
        gateway,
        widget.session(),
        "<img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a?b=c. mailto:max@example.com");

    widget.sees(
        "<img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a?b=c. mailto:max@example.com");
    Locator links = widget.saidBy("agent").locator("a");
    assertThat(links)
        .hasText(new String[] {"https://example.com/a?b=c", "mailto:max@example.com"});
    assertThat(links.first()).hasAttribute("rel", "noopener noreferrer");
    assertThat(widget.complaints).isEmpty();
  }

  @Test
  void closedWidgetCountsWhatWasNotRead() {
    WidgetPage widget = withPerson();
    widget.panel().press("Escape");
    assertThat(widget.panel()).isHidden();

    Agent.says(gateway, widget.session(), "One");
    Agent.says(gateway, widget.session(), "Two");

    assertThat(widget.page.locator(".badge")).hasText("2");
    assertThat(widget.launcher()).hasAttribute("aria-label", "Open chat, new messages: 2");
    widget.open();
    assertThat(widget.page.locator(".badge")).isHidden();
    assertThat(widget().page.locator(".badge")).isHidden();
  }

  @Test
  void withoutAnAnswerTheVisitorGetsTheMenuOfThree() {
    BOT.answers(500, "{}");
    WidgetPage widget = widget().open();

    widget.say("Hello?");

    assertThat(widget.choices())
        .hasText(new String[] {"Instant chat", "Schedule callback", "Create ticket"});
    widget.page.reload();
    assertThat(widget.choices()).hasCount(3);
    assertThat(widget.choices().first()).isVisible();
    widget.button("Instant chat").click();
    assertThat(widget.partner()).hasText("Waiting for a person to join");
    assertThat(widget.choices().first()).isHidden();
    Awaitility.await().until(() -> !ZOHO.conversations().isEmpty());
  }

  @Test
  void callbackIsScheduledInTheVisitorsZone() {
    int before = ZOHO.calls().size();
    WidgetPage widget = widget().open();
    widget.button("Talk to a person").click();
    widget.button("Schedule callback").click();
    assertThat(widget.field("Phone number")).isFocused();
    assertThat(widget.page.getByText("In your time zone: Central European Time (Europe/Berlin)"))
        .isVisible();
    widget.button("Request callback").click();
    assertThat(widget.field("Phone number")).hasAttribute("aria-invalid", "true");
    assertThat(widget.field("Phone number"))
        .hasAccessibleDescription("Enter a phone number with 7 to 15 digits.");
    assertThat(widget.field("Phone number")).isFocused();

    LocalDate day = LocalDate.now().plusDays(10);
    widget.field("Phone number").fill("+49 30 901820");
    widget.field("Date").fill(day.toString());
    widget.field("Time").fill("15:30");
    widget.field("Name (optional)").fill("Ana Roy");
    widget.button("Request callback").click();

    assertThat(widget.page.locator(".notice").last()).containsText("You will be called: ");
    assertThat(widget.page.locator(".notice").last()).containsText("15:30 (Europe/Berlin)");
    assertThat(widget.input()).isFocused();
    assertThat(ZOHO.calls()).hasSize(before + 1);
    assertThat(ZOHO.calls().get(before).path("startTime").asText()).startsWith(day.toString());
  }

  @Test
  void ticketNeedsAnAddressAndIsOpened() {
    WidgetPage widget = widget().open();
    widget.button("Talk to a person").click();
    widget.button("Create ticket").click();
    widget.field("E-mail address").fill("ana@");
    widget.button("Create ticket").click();
    assertThat(widget.field("E-mail address"))
        .hasAccessibleDescription("Enter an e-mail address such as name@example.com.");

    widget.field("E-mail address").fill("ana.roy@example.test");
    widget.button("Create ticket").click();

    assertThat(widget.page.locator(".notice").last()).hasText(java.util.regex.Pattern.compile("Your ticket \\d+ is open\\."));
    assertThat(ZOHO.contacts().toString()).contains("ana.roy@example.test");
  }

  @Test
  void timeThatTheGatewayRefusesIsExplainedAtItsField() {
    WidgetPage widget = widget().open();
    widget.button("Talk to a person").click();
    widget.button("Schedule callback").click();
    widget.field("Phone number").fill("+49 30 901820");
    widget.field("Date").fill(LocalDate.now().plusYears(3).toString());
    widget.field("Time").fill("15:30");
    widget.button("Request callback").click();

    assertThat(widget.field("Time"))
        .hasAccessibleDescription(
            "In your time zone: Central European Time (Europe/Berlin) Choose a time from now on, at"
                + " most a year ahead.");
  }

  @Test
  void keyboardAloneIsEnough() {
    BOT.answers(500, "{}");
    WidgetPage widget = widget();
    Page page = widget.page;

    page.keyboard().press("Tab"); // the site's own link
    page.keyboard().press("Tab");
    assertThat(widget.launcher()).isFocused();
    page.keyboard().press("Enter");
    assertThat(widget.input()).isFocused();
    page.keyboard().type("First line");
    page.keyboard().press("Shift+Enter");
    page.keyboard().type("second line");
    page.keyboard().press("Enter");
    assertThat(widget.saidBy("visitor")).hasText("First line\nsecond line");
    assertThat(widget.choices().first()).isVisible();
    for (int i = 0; i < 2; i++) {
      page.keyboard().press("Shift+Tab");
    }
    assertThat(widget.button("Schedule callback")).isFocused();
    page.keyboard().press("Enter");
    assertThat(widget.field("Phone number")).isFocused();
    page.keyboard().press("Escape");

    assertThat(widget.panel()).isHidden();
    assertThat(widget.launcher()).isFocused();
  }

  @Test
  void phoneShowsNothingButTheChat() {
    visitor.close();
    visitor = chromium.visitor(Chromium.options().setViewportSize(360, 640));
    WidgetPage widget = widget().open();

    widget.shot("phone");
    assertThat(widget.panel().boundingBox().width).isEqualTo(360);
    assertThat(widget.panel().boundingBox().height).isEqualTo(640);
    for (int i = 0; i < 8; i++) {
      widget.page.keyboard().press("Tab");
      assertThat(widget.page.locator("a[href='#boats']")).not().isFocused();
    }
    widget.page.keyboard().press("Escape");
    assertThat(widget.panel()).isHidden();
  }

  @Test
  void languageComesFromTheTagThePageOrTheBrowser() {
    assertThat(widget("data-language=de").launcher()).hasAttribute("aria-label", "Chat öffnen");
    assertThat(widget("data-language=xx").launcher()).hasAttribute("aria-label", "Open chat");
    WidgetPage arabic = widget("data-language=ar").open();
    assertThat(arabic.page.locator(".root")).hasAttribute("dir", "rtl");
    assertThat(arabic.panel().boundingBox().x).isLessThan(100);
    assertThat(List.of(arabic.saidBy("bot").innerText()))
        .containsExactly("مرحبًا! كيف يمكنني مساعدتك اليوم؟");
  }
}
