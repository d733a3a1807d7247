package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import dev.handoff.testing.Stored;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The three ways to a person. */
class WidgetFormsTest extends BrowserSuite {

  @Test
  void withoutAnAnswerTheVisitorGetsTheMenuOfThree() {
    stage.bot.answers(500, "{}");
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
    Awaitility.await().until(() -> !stage.zoho.conversations().isEmpty());
  }

  @Test
  void visitorHearsThatNobodyIsThereForAChatAndChoosesAnotherWay() {
    WidgetPage widget = widget().open();
    widget.page.route(
        "**/handoff",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(409)
                    .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
                    .setContentType("application/problem+json")
                    .setBody("{\"status\":409}")));
    widget.button("Talk to a person").click();

    widget.button("Instant chat").click();

    assertThat(widget.page.locator(".notice").last())
        .hasText("Nobody is here for a chat right now. We can call you, or answer by e-mail.");
    assertThat(widget.choices().last()).isVisible();
  }

  @Test
  void callbackIsScheduledInTheVisitorsZone() {
    Stored.awaitNoneOpen(stage.gateway); // nobody else's call comes in between
    int before = stage.zoho.calls().size();
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
    Awaitility.await().until(() -> stage.zoho.calls().size() == before + 1);
    assertThat(stage.zoho.calls().get(before).path("startTime").asText())
        .startsWith(day.toString());
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

    assertThat(widget.page.locator(".notice").last())
        .hasText(Pattern.compile("Your ticket \\d+ is open\\."));
    assertThat(stage.zoho.contacts().toString()).contains("ana.roy@example.test");
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
                + " most a year ahead, at which our team is there.");
  }
}
