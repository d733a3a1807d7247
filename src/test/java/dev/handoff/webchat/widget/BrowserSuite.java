package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A visitor in a real browser, on a page of another site under a strict policy. */
@ExtendWith(Stage.Resolver.class)
abstract class BrowserSuite {

  Stage stage;
  BrowserContext visitor;

  @BeforeEach
  final void arrive(Stage shared) {
    stage = shared;
    stage.bot.says("Yes.", 0.9);
    visitor = stage.chromium.visitor(Chromium.options());
  }

  @AfterEach
  final void leave() {
    visitor.close();
  }

  WidgetPage widget(String... attributes) {
    return WidgetPage.at(visitor, stage.page(attributes));
  }

  WidgetPage withPerson(String... attributes) {
    WidgetPage widget = widget(attributes).open();
    stage.bot.says("Hm.", 0.3);
    widget.say("My boat is on fire");
    assertThat(widget.page.locator(".notice")).hasCount(1); // the ticket is open
    return widget;
  }

  void agentSays(WidgetPage widget, String text) {
    Agent.says(stage.gateway, widget.session(), text);
    widget.sees(text);
  }
}
