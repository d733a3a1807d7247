package dev.handoff.operations;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestOrder;
import dev.handoff.webchat.widget.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console in a real browser, as an operator uses it. */
class ConsoleTest {

  private static final String HOSTILE =
      "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";

  private static Bench bench;
  private static Chromium chromium;

  private BrowserContext person;
  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("HANDOFF_SYNC_WAIT", "100ms", "HANDOFF_RETRY_ATTEMPTS", "2"));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    bench.close();
  }

  @BeforeEach
  void arrive() {
    enter(ColorScheme.LIGHT);
  }

  private void enter(ColorScheme colours) {
    person =
        chromium.visitor(Chromium.options().setViewportSize(1360, 900).setColorScheme(colours));
    page = person.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  @AfterEach
  void leave() {
    person.close();
    bench.zoho().faults().clear();
    bench.forgetPauses();
    assertThat(complaints).as("what the browser complains of, the policy's refusals too").isEmpty();
  }

  /** Opens an address of the console, with the login on the way. */
  private void open(String path) {
    page.navigate(bench.gateway().uri(path).toString());
    page.getByLabel("Name").fill(Gateway.OPS_USER);
    page.getByLabel("Password").fill(Gateway.OPS_PASSWORD);
    button("Log in").click();
    settled();
  }

  private void settled() {
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.locator("#live")).hasAttribute("data-state", "live");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void shot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "console-" + name + ".png"))
            .setFullPage(true));
  }

  private void assertNothingWrong(String state) {
    shot(state);
    assertThat(Chromium.violations(page)).as(state).isEmpty();
  }

  private static TestOrder ana() {
    return TestOrder.ticket()
        .on(Channel.SALESIQ, UUID.randomUUID().toString())
        .name("Ana Roy")
        .email(UUID.randomUUID() + "@example.test")
        .phone("+15145550100")
        .subject("My parcel has not arrived")
        .reason("The bot could not find order 4711")
        .says(AuthorType.VISITOR, "Where is my parcel?")
        .says(AuthorType.BOT, "I could not find order 4711. Shall I fetch a person?")
        .says(AuthorType.VISITOR, "Yes, please.");
  }

  private static Handoff parked(TestOrder order) {
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"The subject is bad\"}")
            .on(Side.DESK, "POST", "/tickets$"));
    return bench.await(bench.accept(order), HandoffState.PARKED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void noPageHasAFault(ColorScheme colours) {
    Handoff delivered = bench.deliver(ana());
    Handoff parked = parked(ana());
    person.close();
    enter(colours);
    String name = colours.name().toLowerCase() + "-";
    page.navigate(bench.gateway().uri("/console").toString());
    assertNothingWrong(name + "login");

    open("/console");
    assertThat(page.locator(".card").first()).isVisible();
    assertNothingWrong(name + "overview");

    for (String path :
        List.of(
            "handoffs",
            "handoffs/" + delivered.id(),
            "handoffs/" + parked.id(),
            "dead-letters",
            "dead-letters/" + parked.id(),
            "zoho",
            "audit",
            "nothing")) {
      page.navigate(bench.gateway().uri("/console/" + path).toString());
      settled();
      String part = path.replace(delivered.id().value(), "delivered");
      assertNothingWrong(
          name + part.replace(parked.id().value(), "parked").replace('/', '-'));
    }
  }
}
