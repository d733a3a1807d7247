package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** Words go to and fro, and are nothing but words. */
class WidgetConversationTest extends BrowserSuite {

  @Test
  void visitorAsksConfidenceFallsAndAnAgentReplies() {
    WidgetPage widget = widget().open();

    widget.say("Do you sell boats?");
    widget.sees("Yes.");
    stage.bot.says("Hm.", 0.59);
    widget.say("My boat is on fire");
    assertThat(widget.partner()).hasText("Waiting for a person to join");
    Agent.says(stage.gateway, widget.session(), "I have called the fire brigade.");

    widget.sees("I have called the fire brigade.");
    assertThat(widget.partner()).hasText("Max");
    assertThat(widget.page.getByText("Hm.")).hasCount(0);
    assertThat(widget.page.locator(".notice").getByText("Max has joined")).hasCount(1);
    assertThat(widget.complaints).isEmpty();
  }

  @Test
  void whatAgentsWriteIsTextAndOnlySafeLinksAreLinks() {
    WidgetPage widget = withPerson();

    Agent.says(
        stage.gateway,
        widget.session(),
        "<p>&lt;img src=x onerror=alert(1)&gt; javascript:alert(1) https://example.com/a?b=c."
            + " mailto:max@example.com</p>");

    widget.sees(
        "<img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a?b=c. mailto:max@example.com");
    Locator links = widget.saidBy("agent").locator("a");
    assertThat(links).hasText(new String[] {"https://example.com/a?b=c", "mailto:max@example.com"});
    assertThat(links.first()).hasAttribute("rel", "noopener noreferrer");
    assertThat(widget.complaints).isEmpty();
  }

  @Test
  void closedWidgetCountsWhatWasNotRead() {
    WidgetPage widget = withPerson();
    widget.panel().press("Escape");
    assertThat(widget.panel()).isHidden();

    Agent.says(stage.gateway, widget.session(), "One");
    Agent.says(stage.gateway, widget.session(), "Two");

    assertThat(widget.page.locator(".badge")).hasText("2");
    assertThat(widget.launcher()).hasAttribute("aria-label", "Open chat, new messages: 2");
    widget.open();
    assertThat(widget.page.locator(".badge")).isHidden();
    assertThat(widget().page.locator(".badge")).isHidden();
  }

  @Test
  void siteThatEmptiesTheBrowsersStorageBeginsTheChatAnew() {
    WidgetPage widget = widget().open();
    widget.say("One");
    widget.sees("Yes.");
    widget.say("Two");
    assertThat(widget.saidBy("bot").getByText("Yes.")).hasCount(2);

    widget.page.evaluate("localStorage.clear()");
    stage.bot.says("A new answer.", 0.9);
    widget.say("Three");

    widget.sees("A new answer.");
    widget.sees("Three");
    assertThat(widget.page.getByText("One")).hasCount(0);
    assertThat(widget.complaints).isEmpty();
  }
}
