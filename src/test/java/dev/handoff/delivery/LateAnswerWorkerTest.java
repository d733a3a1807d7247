package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.LateAnswer;
import dev.handoff.handoff.LateAnswer.State;
import dev.handoff.handoff.LateAnswerId;
import dev.handoff.handoff.LateAnswers;
import dev.handoff.testing.TestClock;
import dev.handoff.traces.Traces;
import dev.handoff.zoho.ZohoProperties;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What a worker does with a promise at one look. */
class LateAnswerWorkerTest {

  private final TestClock clock = new TestClock();
  private final Instant promised = clock.instant();
  private final LateAnswerId id = new LateAnswerId("main", new HandoffId("h"));
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Stopping stopping = new Stopping(settings("handoff.delivery.finish", "0s"));
  private final List<String> done = new ArrayList<>();
  private RuntimeException failure;

  private static DeliveryProperties settings(String name, String value) {
    return new Binder(new MapConfigurationPropertySource(Map.of(name, value)))
        .bindOrCreate("handoff.delivery", DeliveryProperties.class);
  }

  @BeforeEach
  void route() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:late-answer")
                .process(
                    exchange -> {
                      done.add("route");
                      if (failure != null) {
                        throw failure;
                      }
                    });
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private LateAnswer late() {
    return new LateAnswer(
        id,
        ConversationKey.of(Channel.SALESIQ, "c"),
        "req",
        "{}",
        State.PROMISED,
        false,
        null,
        1,
        0,
        null,
        null,
        promised,
        false);
  }

  private LateAnswers answers() {
    return (LateAnswers)
        Proxy.newProxyInstance(
            LateAnswers.class.getClassLoader(),
            new Class<?>[] {LateAnswers.class},
            (proxy, method, arguments) -> {
              done.add(method.getName());
              return Optional.of(late());
            });
  }

  private LateAnswerPlan plan() {
    LateAnswerSettings usual =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("handoff.late-answer", LateAnswerSettings.class);
    return new LateAnswerPlan(usual, clock);
  }

  /** One look; gives when the next one is. */
  private Instant look(RuntimeException atTheEnd) {
    LateAnswerWorker worker =
        new LateAnswerWorker(
            answers(),
            plan(),
            stopping,
            new RouteWork(camel.createProducerTemplate()),
            new Trails(Traces.off(), null, clock));
    List<Instant> next = new ArrayList<>();
    worker
        .serve(id)
        .complete(
            ExecutionComplete.simulatedSuccess(clock.instant()),
            new ExecutionOperations<>(null, null, null) {
              @Override
              public void reschedule(ExecutionComplete complete, Instant at) {
                if (atTheEnd != null) {
                  throw atTheEnd;
                }
                next.add(at);
              }
            });
    return next.isEmpty() ? null : next.get(0);
  }

  @Test
  void lookThatFindsNothingToDoWritesNothing() {
    assertThat(look(null)).isEqualTo(promised.plusSeconds(20));
    assertThat(done).containsOnly("find");
  }

  @Test
  void doesWhatIsDueUnderAClaim() {
    clock.advance(Duration.ofSeconds(140));

    look(null);

    assertThat(done).containsSubsequence("claim", "route");
  }

  @Test
  void stoppingNodeLeavesItToOthersAtOnce() {
    clock.advance(Duration.ofSeconds(140));
    stopping.begin();

    assertThat(look(null)).isBeforeOrEqualTo(clock.instant());
    assertThat(done).doesNotContain("claim", "route");
  }

  @Test
  void nodeThatStopsBeforeTheResponseIsWrittenDownLeavesItToOthersAtOnce() {
    clock.advance(Duration.ofSeconds(140));
    failure = new HandedBackException("late answer of handoff h");

    assertThat(look(null)).isBeforeOrEqualTo(clock.instant());
    assertThat(done).contains("route");
  }

  @Test
  void stoppingNodeWritesDownNoResponse() {
    Handoffs handoffs =
        (Handoffs)
            Proxy.newProxyInstance(
                Handoffs.class.getClassLoader(),
                new Class<?>[] {Handoffs.class},
                (proxy, method, arguments) -> Optional.<Handoff>empty());
    ZohoProperties zoho =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("handoff.zoho", ZohoProperties.class);
    LateAnswerCall call =
        new LateAnswerCall(zoho, handoffs, settings("handoff.delivery.departure", "5s"), stopping);
    assertThat(call.departure(late())).isNotNull();

    stopping.begin();

    assertThatThrownBy(() -> call.departure(late()))
        .isInstanceOf(HandedBackException.class)
        .hasMessageContaining("handoff h is left to another node");
  }

  @Test
  void workThatAnotherNodeHasTakenOverIsLeftToIt() {
    Execution work =
        new Execution(promised, new TaskInstance<>(DbSchedulerLateAnswerItems.TASK, id.asText()));

    assertThat(look(new ExecutionException("taken over", work))).isNull();
  }
}
