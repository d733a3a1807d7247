package dev.handoff.setup.wizard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import dev.handoff.webchat.widget.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person with a browser and a keyboard, from nothing to ready. */
class SetupInBrowserTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho, TestDatabase.H2.fresh(), Person.nothing(zoho));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    gateway.close();
    zoho.close();
  }

  /** Kept under target; those in docs are copies that somebody has looked at. */
  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots", "setup-" + name + ".png"))
            .setFullPage(true));
  }

  private static void isWellMade(Page page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat(Chromium.violations(page)).isEmpty();
      picture(page, name + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private static void press(Locator target) {
    target.focus();
    target.press("Enter");
  }

  @Test
  void fromNothingToReady() {
    gateway.bean(JdbcClient.class).sql("delete from zoho_setting").update();
    try (BrowserContext person = chromium.visitor(Chromium.options())) {
      Page page = person.newPage();
      List<String> complaints = new ArrayList<>();
      page.onConsoleMessage(message -> complaints.add(page.url() + " " + message.text()));
      page.navigate(gateway.uri("/setup").toString());
      page.locator("input[name=username]").fill(Gateway.OPS_USER);
      page.locator("input[name=password]").fill(Gateway.OPS_PASSWORD);
      page.locator("input[name=password]").press("Enter");
      page.waitForURL("**/setup*");
      assertThat(page.locator("h1")).containsText("Connect the gateway to Zoho");
      isWellMade(page, "begin");

      page.locator("#ZOHO_CLIENT_ID").fill(zoho.settings().ordinary().clientId());
      page.locator("#ZOHO_CLIENT_SECRET").fill(zoho.settings().ordinary().clientSecret());
      page.locator("#ZOHO_SALESIQ_CLIENT_ID").fill(zoho.settings().organisation().clientId());
      page.locator("#ZOHO_SALESIQ_CLIENT_SECRET")
          .fill(zoho.settings().organisation().clientSecret());
      page.locator("#ZOHO_SALESIQ_CLIENT_SECRET").press("Enter");
      assertThat(page.locator(".done")).containsText("stored");
      for (String credential : List.of("ordinary", "organisation")) {
        press(page.locator("#authorise-" + credential));
        press(page.locator("#accept"));
        assertThat(page.locator(".done")).containsText("The " + credential);
      }
      assertThat(page.url()).doesNotContain("code=");
      isWellMade(page, "authorised");

      page.evaluate("document.querySelector('#ZOHO_DEPARTMENT_ID option:checked').value = '99'");
      press(page.locator("#choices ~ form button").first());
      assertThat(page.locator("#refused")).containsText("'99' is not in Zoho's list");
      isWellMade(page, "refused");
      press(page.locator("#refused a"));

      page.locator("#ZOHO_DEPARTMENT_ID").selectOption(zoho.settings().departmentId());
      page.locator("#ZOHO_SALESIQ_DEPARTMENT_ID")
          .selectOption(zoho.settings().salesiqDepartmentId());
      press(page.locator("#choices ~ form button").first());

      assertThat(page.locator(".state.ready")).containsText("Ready");
      assertThat(page.locator("#ZOHO_ORG_ID")).hasValue(zoho.settings().orgId());
      isWellMade(page, "ready");
      assertThat(complaints).noneMatch(said -> said.contains("Security Policy"));
    }
  }

  @Test
  void whoRejectsIsToldWhatToDo() {
    try (BrowserContext person =
        chromium.visitor(
            Chromium.options()
                .setHttpCredentials(Gateway.OPS_USER, Gateway.OPS_PASSWORD)
                .setExtraHTTPHeaders(Person.LOGIN))) {
      new Person(gateway, zoho).storeClients();
      Page page = person.newPage();
      page.navigate(new Person(gateway, zoho).link("ordinary"));
      press(page.locator("#reject"));

      assertThat(page.locator("h1")).containsText("denied");
      isWellMade(page, "rejected");
      press(page.locator("a.go"));
      assertThat(page.locator("h1")).containsText("Connect");
    }
  }
}
