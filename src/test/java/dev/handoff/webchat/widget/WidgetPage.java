package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.handoff.testing.Gateway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page with the widget, as a visitor uses it. */
final class WidgetPage {

  final Page page;
  final List<String> complaints = new ArrayList<>();

  private WidgetPage(Page page) {
    this.page = page;
    page.onConsoleMessage(
        message -> {
          boolean isNetwork = message.text().startsWith("Failed to load resource");
          if (message.type().equals("error") && !isNetwork) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  static WidgetPage at(BrowserContext visitor, String address) {
    WidgetPage widget = new WidgetPage(visitor.newPage());
    widget.page.navigate(address);
    return widget;
  }

  static WidgetPage at(BrowserContext visitor, Gateway gateway) {
    return at(visitor, gateway.uri("/demo").toString());
  }

  WidgetPage open() {
    launcher().click();
    assertThat(panel()).isVisible();
    return this;
  }

  Locator launcher() {
    return page.locator(".launcher");
  }

  Locator panel() {
    return page.locator("#panel");
  }

  Locator input() {
    return page.locator("#input");
  }

  Locator status() {
    return page.locator(".status");
  }

  /** Who is on the other side. */
  Locator partner() {
    return page.locator(".partner");
  }

  Locator choices() {
    return page.locator(".choices button");
  }

  /** What screen readers are told of. */
  Locator news() {
    return page.locator("[role=log]");
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  void say(String text) {
    input().fill(text);
    input().press("Enter");
  }

  /** What is seen as said by that side: visitor, bot or agent. */
  Locator saidBy(String side) {
    return page.locator(".message." + side + " .bubble");
  }

  /** The bubbles from top to bottom. */
  List<String> texts() {
    return page.locator(".bubble").allInnerTexts();
  }

  /** Waits until the text is seen. */
  void sees(String text) {
    assertThat(
            page.locator(".bubble").getByText(text, new Locator.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  /** The session, as the browser remembers it. */
  String session() {
    return String.valueOf(
        page.evaluate(
            "JSON.parse(localStorage.getItem(Object.keys(localStorage)[0])).session.sessionId"));
  }

  WidgetPage shot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/widget-" + name + ".png")));
    return this;
  }
}
