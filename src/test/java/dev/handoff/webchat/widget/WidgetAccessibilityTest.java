package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What axe-core finds wrong by the rules of WCAG 2.2 AA: nothing, in whatever state. */
class WidgetAccessibilityTest extends BrowserSuite {

  @ParameterizedTest
  @CsvSource({"light, en", "dark, en", "light, ar"})
  void noStateHasAViolation(String theme, String language) {
    String name = theme + "-" + language;
    WidgetPage widget = widget("data-theme=" + theme, "data-language=" + language);
    assertNothingWrong(widget, name + "-closed");

    widget.open();
    assertNothingWrong(widget, name + "-open");

    widget.page.locator("header .plain").first().click();
    assertNothingWrong(widget, name + "-choices");

    widget.choices().nth(1).click();
    widget.page.locator("form.wish .primary").click();
    assertNothingWrong(widget, name + "-callback");

    widget.page.locator("form.wish button").first().click();
    widget.choices().nth(2).click();
    widget.page.locator("form.wish .primary").click();
    assertNothingWrong(widget, name + "-ticket");

    widget.page.locator("form.wish button").first().click();
    widget.say("ar".equals(language) ? "متى يصل طلبي؟" : "When does my order arrive?");
    assertThat(widget.saidBy("bot")).hasCount(2);
    stage.bot.says("Hm.", 0.3);
    widget.say("ar".equals(language) ? "رقمه 4711" : "Its number is 4711");
    assertThat(widget.page.locator(".notice")).hasCount(1);
    agentSays(
        widget,
        "ar".equals(language)
            ? "مرحبًا، معك ماكس. طلبك في الطريق: https://example.com/4711"
            : "Max here. It is on its way: https://example.com/4711");
    assertNothingWrong(widget, name + "-human");
  }

  private static void assertNothingWrong(WidgetPage widget, String state) {
    widget.shot(state);
    assertThat(Chromium.violations(widget.page)).as(state).isEmpty();
  }

  /** Else it would prove nothing that they find nothing. */
  @Test
  void rulesReachIntoTheWidget() {
    WidgetPage widget = widget().open();

    widget
        .page
        .locator("label[for=input]")
        .evaluate("label => { label.nextSibling.placeholder = ''; label.remove(); }");

    assertThat(Chromium.violations(widget.page)).hasSize(1).first().asString().contains("label");
  }

  /** Rule 2.5.8: 24 by 24 at least. */
  @Test
  void everyTargetIsLargeEnough() {
    WidgetPage widget = withPerson();
    agentSays(widget, "Hello");

    for (Locator button : widget.page.locator("button:visible").all()) {
      assertThat(button.boundingBox().width).isGreaterThanOrEqualTo(24);
      assertThat(button.boundingBox().height).isGreaterThanOrEqualTo(24);
    }
  }

  /** The same as a window half as large. */
  @Test
  void everythingCanBeReachedAtDoubleZoom() {
    visitor.close();
    visitor =
        stage.chromium.visitor(
            Chromium.options().setViewportSize(640, 400).setDeviceScaleFactor(2));
    WidgetPage widget = widget().open();
    widget.button("Talk to a person").click();
    widget.button("Schedule callback").click();

    Locator send = widget.button("Request callback");
    send.scrollIntoViewIfNeeded();
    assertThat(send).isInViewport();
    assertThat(widget.button("Close chat").first()).isInViewport();
    widget.shot("zoom");
    assertThat(Chromium.violations(widget.page)).isEmpty();
  }

  @Test
  void coloursOfTheSystemAreLeftToTheSystem() {
    visitor.close();
    visitor =
        stage.chromium.visitor(
            Chromium.options()
                .setForcedColors(ForcedColors.ACTIVE)
                .setReducedMotion(ReducedMotion.REDUCE));
    WidgetPage widget = withPerson();
    agentSays(widget, "Hello");

    widget.shot("forced");
    Object border =
        widget.saidBy("agent").evaluate("bubble => getComputedStyle(bubble).borderTopColor");
    assertThat(String.valueOf(border)).doesNotContain("rgba(0, 0, 0, 0)");
  }
}
