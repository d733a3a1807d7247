package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.handoff.intake.zobot.ZobotInTime;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.Stored;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store cannot take a request: nothing is acknowledged, and callers know to come again. */
class StoreFailureTest {

  private static final String HANDOFFS = "/api/handoffs";
  private static final String CHAT = "/api/chat/handoff";

  private SimulatedZoho zoho;
  private Gateway gateway;

  @BeforeEach
  void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho);
  }

  @AfterEach
  void stop() {
    gateway.close();
    zoho.close();
  }

  private static String body(String path) {
    String id = UUID.randomUUID().toString();
    return path.equals(HANDOFFS)
        ? "{\"channel\": \"api\", \"conversationId\": \"%s\", \"kind\": \"ticket\"}".formatted(id)
        : "{\"sessionId\": \"%s\"}".formatted(id);
  }

  private static void assertComeAgain(Gateway.Answer answer) {
    problem(answer, 503);
    assertThat(answer.headers()).containsKey("retry-after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conversation", "handoff", "handoff_messages", "scheduled_tasks"})
  void keepsNothingOfRequestThatCannotBeKeptWhole(String table) {
    Map<String, Long> before = Stored.rows(gateway);
    NewAtZoho atZoho = NewAtZoho.of(zoho);
    JdbcClient db = gateway.bean(JdbcClient.class);
    String line = ", \"%s\": [{\"role\": \"user\", \"content\": \"Where is my order?\"}]}";

    db.sql("alter table " + table + " rename to away").update();
    assertComeAgain(
        gateway.post(HANDOFFS, body(HANDOFFS).replace("}", line.formatted("transcript"))));
    assertComeAgain(gateway.post(CHAT, body(CHAT).replace("}", line.formatted("history"))));
    db.sql("alter table away rename to " + table).update();

    assertThat(Stored.rows(gateway)).isEqualTo(before);
    assertThat(atZoho.requests()).isEmpty();
    assertThat(gateway.post(HANDOFFS, body(HANDOFFS)).status()).isIn(201, 202);
  }

  @Test
  void answersBotCallsThatNoThreadIsLeftFor() {
    gateway.bean(ZobotInTime.class).destroy();

    assertThat(SalesIqVisitor.at(gateway).says("3").text()).contains("nothing was saved");
  }

  @Test
  void asksCallersToComeAgainWhileTheDatabaseIsGone() {
    ((HikariDataSource) gateway.bean(DataSource.class)).close();

    assertComeAgain(gateway.post(HANDOFFS, body(HANDOFFS)));
    assertComeAgain(gateway.post(CHAT, body(CHAT)));
    assertComeAgain(gateway.get(HANDOFFS + "/" + UUID.randomUUID()));
    assertThat(SalesIqVisitor.at(gateway).says("3").text()).contains("nothing was saved");
    assertThat(zoho.requests()).isEmpty();
  }
}
