package dev.handoff.webchat.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TcpProxy;
import dev.handoff.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The widget goes on at another node, on one PostgreSQL. */
@ExtendWith(Stage.Resolver.class)
class WidgetOnTwoNodesTest {

  private static Gateway node(SimulatedZoho zoho, Map<String, String> database, AnswerStub bot) {
    return Gateway.start(
        zoho,
        database,
        Map.of(
            "handoff.widget.demo",
            "true",
            "ZOHO_WEBHOOK_SECRET",
            Agent.SECRET,
            "HANDOFF_ANSWER_SERVICE_URL",
            bot.url()));
  }

  @Test
  void repliesWhileTheNodeIsGoneAppearOnceAndInOrderFromTheOther(Stage stage) {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    try (SimulatedZoho zoho = SimulatedZoho.start();
        AnswerStub bot = AnswerStub.start();
        Gateway other = node(zoho, database, bot);
        BrowserContext visitor = stage.chromium.visitor(Chromium.options())) {
      Gateway first = node(zoho, database, bot);
      TcpProxy proxy = TcpProxy.to(first.port());
      try {
        bot.says("Hm.", 0.3);
        WidgetPage widget =
            WidgetPage.at(visitor, "http://localhost:" + proxy.port() + "/demo").open();
        widget.say("My boat is on fire");
        assertThat(widget.page.locator(".notice")).hasCount(1); // the ticket is open
        Agent.says(other, widget.session(), "Hello");
        widget.sees("Hello");

        proxy.refuse();
        first.close();
        for (int i = 1; i <= 3; i++) {
          Agent.says(other, widget.session(), "Reply " + i);
        }
        widget.page.waitForTimeout(10_000);
        assertThat(widget.saidBy("agent")).hasText(new String[] {"Hello"});
        proxy.redirect(other.port());
        proxy.mend();

        assertThat(widget.saidBy("agent"))
            .hasText(new String[] {"Hello", "Reply 1", "Reply 2", "Reply 3"});
        assertThat(widget.status()).not().containsText("trying again");
        widget.say("Thank you");
        Agent.says(other, widget.session(), "You are welcome");
        assertThat(widget.saidBy("agent"))
            .hasText(new String[] {"Hello", "Reply 1", "Reply 2", "Reply 3", "You are welcome"});
        assertThat(widget.saidBy("visitor"))
            .hasText(new String[] {"My boat is on fire", "Thank you"});
        assertThat(widget.complaints).isEmpty();
      } finally {
        proxy.close();
        first.close();
      }
    }
  }
}
