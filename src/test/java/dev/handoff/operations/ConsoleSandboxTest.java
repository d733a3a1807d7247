package dev.handoff.operations;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.handoff.HandoffGateway;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoffs;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestOrder;
import dev.handoff.webchat.widget.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The console in the sandbox, where one plays the people at Zoho too. */
class ConsoleSandboxTest {

  private static ConfigurableApplicationContext gateway;
  private static Chromium chromium;

  private Page page;

  @BeforeAll
  static void start() {
    Stream<String> database =
        TestDatabase.H2.fresh().entrySet().stream()
            .map(each -> "--" + each.getKey() + "=" + each.getValue());
    Stream<String> others =
        Stream.of(
            "--spring.profiles.active=sandbox",
            "--SERVER_PORT=0",
            "--spring.jmx.unique-names=true",
            "--handoff.catch-up.every=0s");
    gateway =
        new SpringApplicationBuilder(HandoffGateway.class)
            .run(Stream.concat(database, others).toArray(String[]::new));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    gateway.close();
  }

  private static String address(String path) {
    return "http://localhost:"
        + ((ServletWebServerApplicationContext) gateway).getWebServer().getPort()
        + path;
  }

  @Test
  void everyPageSaysThatNothingIsRealAndTheSwitchesWork() {
    try (BrowserContext person = chromium.visitor(Chromium.options())) {
      page = person.newPage();
      page.navigate(address("/console/sandbox"));
      assertThat(page.locator(".sandbox")).containsText("no real Zoho is touched");
      page.getByLabel("Name").fill(setting("handoff.ops.user"));
      page.getByLabel("Password").fill(setting("handoff.ops.password"));
      click("Log in");
      for (String link : List.of("Overview", "Handoffs", "Dead letters", "Health", "Audit")) {
        page.locator(".side").getByText(link).click();
        assertThat(page.locator("h1")).hasText(link);
        assertThat(page.locator("#sandbox-note")).isVisible();
      }

      page.navigate(address("/setup"));
      assertThat(page.locator("header .state").first()).containsText("no real Zoho is touched");
      page.navigate(address("/swagger-ui"));
      assertThat(page.locator(".sandbox")).containsText("no real Zoho is touched");
      assertThat(page.request().get(address("/hawtio/hawtconfig.json")).text())
          .contains("\"appName\":\"Hawtio (sandbox: no real Zoho is touched)\"")
          .contains("\"showAppName\":true", "\"appLogoUrl\"");
      page.navigate(address("/demo"));
      assertThat(page.locator(".banner")).containsText("no real Zoho is touched");
      page.locator(".launcher").click();
      assertThat(page.locator("dialog .sandbox")).containsText("no real Zoho is touched");
      page.navigate(address("/console"));

      page.locator(".side").getByText("Sandbox").click();
      click("Desk refuses tickets");
      assertThat(page.getByLabel("Switch off: answer")).isVisible();
      accept();
      assertThat(page.locator("#parked-count")).hasText("1 waiting");
      page.getByLabel("Switch off: answer").click();
      assertThat(page.locator("main")).containsText("Nothing fails");
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target", "console-sandbox.png")));
      assertThat(Chromium.violations(page)).isEmpty();

      page.locator(".side").getByText("Dead letters").click();
      page.locator("table.list a").first().click();
      click("Send it again");
      assertThat(page.locator(".head .badge")).hasText("delivered");
      page.locator(".side").getByText("Sandbox").click();
      page.getByLabel("As the agent").fill("Your parcel is on its way");
      click("Say it");
      assertThat(page.locator("main")).containsText("Said.");
    }
  }

  private static String setting(String name) {
    return String.valueOf(gateway.getEnvironment().getProperty(name));
  }

  private void click(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static void accept() {
    gateway
        .getBean(Handoffs.class)
        .accept(TestOrder.ticket().on(Channel.WEB, UUID.randomUUID().toString()).build());
  }
}
