package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import dev.handoff.sandbox.SimulatedAnswers;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The widget in a real browser. */
class WidgetInBrowserTest {

  private static final SimulatedZoho ZOHO = SimulatedZoho.start();
  private static final SimulatedAnswers ANSWERS = SimulatedAnswers.start(0);
  private static Gateway gateway;
  private static Chromium chromium;

  private BrowserContext visitor;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            ZOHO,
            TestDatabase.H2.fresh(),
            Map.of("handoff.widget.demo", "true", "HANDOFF_ANSWER_SERVICE_URL", ANSWERS.url()));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    gateway.close();
    ANSWERS.close();
    ZOHO.close();
  }

  @BeforeEach
  void arrive() {
    visitor = chromium.visitor();
  }

  @AfterEach
  void leave() {
    visitor.close();
  }

  @Test
  void visitorAsksConfidenceFallsAndAnAgentReplies() {
    WidgetPage widget = WidgetPage.at(visitor, gateway).open();
    widget.shot("open");

    widget.say("What are your opening hours?");
    widget.sees("We are open Monday to Friday from 9 AM to 6 PM, and on Saturday until 1 PM.");
    widget.say("My boat is on fire");
    assertThat(widget.page.locator(".partner")).hasText("Waiting for a person to join");
    Agent.says(gateway, widget.session(), "Max here. See https://example.com/boats.");

    assertThat(widget.saidBy("agent")).hasText("Max here. See https://example.com/boats.");
    assertThat(widget.page.locator(".partner")).hasText("Max");
    widget.shot("human");
    assertThat(Chromium.violations(widget.page)).isEmpty();
    assertThat(widget.complaints).isEmpty();
  }
}
