package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost, doubled or out of order when the network, the page or the session breaks. */
class WidgetNetworkTest extends BrowserSuite {

  @Test
  void whatIsSaidWhileTheNetworkIsDownAppearsOnceAndInOrder() {
    WidgetPage widget = withPerson();
    Agent.says(stage.gateway, widget.session(), "Hello");
    widget.sees("Hello");

    visitor.setOffline(true);
    for (int i = 1; i <= 3; i++) {
      Agent.says(stage.gateway, widget.session(), "Reply " + i);
    }
    widget.page.waitForTimeout(10_000);
    assertThat(widget.status()).hasText("Connection lost, trying again…");
    assertThat(widget.saidBy("agent")).hasText(new String[] {"Hello"});
    visitor.setOffline(false);

    assertThat(widget.saidBy("agent"))
        .hasText(new String[] {"Hello", "Reply 1", "Reply 2", "Reply 3"});
    Agent.says(stage.gateway, widget.session(), "Reply 4");
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
    stage.bot.says("No.", 1);
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

  /** The first may be an API key (401), the second is signed by no key of the gateway (403). */
  @ParameterizedTest
  @ValueSource(strings = {"gone", "a.b.c"})
  void tokenThatIsNoLongerGoodIsRenewed(String token) {
    WidgetPage widget = widget().open();
    widget.say("Hello");
    assertThat(widget.saidBy("bot").last()).hasText("Yes.");
    widget.page.evaluate(
        "() => { const key = Object.keys(localStorage)[0]; const all ="
            + " JSON.parse(localStorage.getItem(key)); all.session.token = '"
            + token
            + "'; localStorage.setItem(key, JSON.stringify(all)); }");

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
}
