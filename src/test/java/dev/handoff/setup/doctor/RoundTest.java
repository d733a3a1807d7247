package dev.handoff.setup.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.handoff.handoff.NodeClock;
import dev.handoff.setup.doctor.Finding.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoundTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private record Some(String name, List<String> needs, Duration limit, Callable<Finding> act)
      implements Check {

    @Override
    public List<Finding> look() throws Exception {
      return List.of(act.call());
    }
  }

  private static Check check(String name, List<String> needs, Callable<Finding> act) {
    return new Some(name, needs, LONG, act);
  }

  private static Finding ok(String name) {
    return Finding.ok(name, "is well");
  }

  @Test
  void independentChecksStandSideBySide() {
    CyclicBarrier both = new CyclicBarrier(2);
    Callable<Finding> meet =
        () -> {
          both.await(10, TimeUnit.SECONDS);
          return ok("any");
        };

    List<Finding> findings =
        Round.of(List.of(check("a", List.of(), meet), check("b", List.of(), meet)), LONG);

    assertThat(findings).extracting(Finding::level).containsExactly(Level.OK, Level.OK);
  }

  @Test
  void whatNeedsAFailedCheckIsNotRunAndSaysWhy() {
    AtomicInteger looks = new AtomicInteger();
    List<Finding> findings =
        Round.of(
            List.of(
                check(
                    "third",
                    List.of("second"),
                    () -> {
                      looks.incrementAndGet();
                      return ok("third");
                    }),
                check("first", List.of(), () -> Finding.failed("first", "is broken", "Mend it.")),
                check(
                    "second",
                    List.of("first"),
                    () -> {
                      looks.incrementAndGet();
                      return ok("second");
                    })),
            LONG);

    assertThat(looks).hasValue(0);
    assertThat(findings)
        .extracting(Finding::check, Finding::level, Finding::what)
        .containsExactly(
            tuple("third", Level.WARNING, "not checked because 'second' did not go well"),
            tuple("first", Level.FAILED, "is broken"),
            tuple("second", Level.WARNING, "not checked because 'first' did not go well"));
  }

  @Test
  void aCheckThatHangsCostsItsOwnLineOnly() {
    CountDownLatch never = new CountDownLatch(1);
    Check hangs =
        new Some(
            "hangs",
            List.of(),
            Duration.ofMillis(100),
            () -> {
              never.await();
              return ok("hangs");
            });

    List<Finding> findings = Round.of(List.of(hangs, check("b", List.of(), () -> ok("b"))), LONG);
    never.countDown();

    assertThat(findings).extracting(Finding::level).containsExactly(Level.WARNING, Level.OK);
    assertThat(findings.get(0).what()).startsWith("could not be checked: no end after");
  }

  @Test
  void theWholeRoundEndsInTimeThoughEveryLimitIsLonger() {
    CountDownLatch never = new CountDownLatch(1);
    Callable<Finding> wait =
        () -> {
          never.await();
          return ok("any");
        };

    List<Finding> findings =
        Round.of(
            List.of(check("a", List.of(), wait), check("b", List.of("a"), wait)),
            Duration.ofMillis(200));
    never.countDown();

    assertThat(findings).extracting(Finding::level).containsExactly(Level.WARNING, Level.WARNING);
  }

  @Test
  void aCheckThatBreaksIsAWarningWithoutItsMessage() {
    List<Finding> findings =
        Round.of(
            List.of(
                check(
                    "a",
                    List.of(),
                    () -> {
                      throw new IllegalStateException("token 1000.secret");
                    })),
            LONG);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).level()).isEqualTo(Level.WARNING);
    assertThat(findings.get(0).toString()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void aReportServesForTenSeconds() {
    AtomicInteger looks = new AtomicInteger();
    AtomicLong nanos = new AtomicLong();
    Doctor doctor =
        new Doctor(
            List.of(
                check(
                    "a",
                    List.of(),
                    () -> {
                      looks.incrementAndGet();
                      return ok("a");
                    })),
            NodeClock.system(),
            nanos::get);

    Report first = doctor.run();
    assertThat(doctor.run()).isSameAs(first);
    nanos.set(Duration.ofSeconds(11).toNanos());
    assertThat(doctor.run()).isNotSameAs(first);
    assertThat(looks).hasValue(2);
  }

  @Test
  void whoAsksMeanwhileWaitsForTheSameReport() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Doctor doctor =
        new Doctor(
            List.of(
                check(
                    "a",
                    List.of(),
                    () -> {
                      looks.incrementAndGet();
                      begun.countDown();
                      goOn.await();
                      return ok("a");
                    })),
            NodeClock.system());

    CompletableFuture<Report> first = CompletableFuture.supplyAsync(doctor::run);
    begun.await();
    CompletableFuture<Report> second = CompletableFuture.supplyAsync(doctor::run);
    goOn.countDown();

    assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(first.get(10, TimeUnit.SECONDS));
    assertThat(looks).hasValue(1);
  }
}
