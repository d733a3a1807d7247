package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keyboard, a phone, another language: everybody can use the widget. */
class WidgetReachTest extends BrowserSuite {

  @Test
  void keyboardAloneIsEnough() {
    stage.bot.answers(500, "{}");
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
    visitor = stage.chromium.visitor(Chromium.options().setViewportSize(360, 640));
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
