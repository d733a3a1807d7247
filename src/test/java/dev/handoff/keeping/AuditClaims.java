package dev.handoff.keeping;

import static dev.handoff.keeping.HasBench.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Audit;
import dev.handoff.operations.Operator;
import dev.handoff.testing.ProblemAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did what is kept, found, and never changed. */
interface AuditClaims extends HasBench {

  private void note(String who, String act, String subject) {
    bench().gateway().bean(Audit.class).note("main", who, act, subject, null);
  }

  private List<String> subjects(String query) {
    JsonNode page = Operator.get(bench().gateway(), "/ops/api/audit?" + query).json();
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("subject").asText())
        .toList();
  }

  @Test
  default void auditIsFilteredByWhoActAndTime() {
    String run = fresh("run");
    Instant start = bench().clock().instant().truncatedTo(ChronoUnit.MILLIS);
    note("ada-" + run, "replay", "1");
    bench().clock().advance(Duration.ofMinutes(1));
    note("ada-" + run, "discard", "2");
    note("bob-" + run, "discard", run);

    assertThat(subjects("who=ada-" + run)).containsExactly("2", "1");
    assertThat(subjects("who=ada-" + run + "&act=discard")).containsExactly("2");
    assertThat(subjects("act=discard&subject=" + run)).containsExactly(run);
    assertThat(subjects("who=ada-" + run + "&from=" + start.plusSeconds(30))).containsExactly("2");
    assertThat(subjects("who=ada-" + run + "&to=" + start.plusSeconds(30))).containsExactly("1");
  }

  @Test
  default void auditIsReadPageByPageForOneFilterOnly() {
    String who = fresh("eve");
    List.of("1", "2", "3").forEach(subject -> note(who, "replay", subject));
    String first = "/ops/api/audit?limit=2&who=" + who;

    JsonNode page = Operator.get(bench().gateway(), first).json();
    String cursor = page.path("nextCursor").asText();

    assertThat(page.path("items")).hasSize(2);
    assertThat(subjects("limit=2&who=" + who + "&cursor=" + cursor)).hasSize(1);
    ProblemAnswer.problem(
        Operator.get(bench().gateway(), "/ops/api/audit?who=other&cursor=" + cursor), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=yesterday", "from=2026-02-02&to=2026-01-01", "limit=0", "who=%01"})
  default void auditRefusesAFilterThatSaysNothing(String query) {
    ProblemAnswer.problem(Operator.get(bench().gateway(), "/ops/api/audit?" + query), 422);
  }

  @Test
  default void auditKeepsNoAddress() {
    String subject = fresh("subject");

    bench()
        .gateway()
        .bean(Audit.class)
        .note(
            "main",
            "ops",
            "discard",
            subject,
            "Ada (ada.low@example.test) called; sent to <max@example.test>.");

    assertThat(
            db().sql("select detail from audit where subject = ?")
                .param(subject)
                .query(String.class)
                .single())
        .isEqualTo("Ada ([e-mail]) called; sent to <[e-mail]>.");
  }

  @Test
  default void whatIsDoneThroughJolokiaIsInTheAudit() {
    String since = "from=" + bench().clock().instant();

    Operator.post(
        bench().gateway(),
        "/jolokia",
        """
        [{"type": "exec", "mbean": "java.lang:type=Threading", "operation": "findDeadlockedThreads"},
         {"type": "read", "mbean": "java.lang:type=Memory", "attribute": "Verbose"},
         {"type": "write", "mbean": "java.lang:type=Memory", "attribute": "Verbose", "value": false},
         {"type": "exec", "mbean": "java.lang:type=Memory", "operation": "gc"}]
        """);
    Operator.get(bench().gateway(), "/jolokia/exec/java.lang:type=Memory/gc");

    JsonNode acts =
        Operator.get(bench().gateway(), "/ops/api/audit?subject=java.lang:type%3DMemory&" + since)
            .json()
            .path("items");
    assertThat(acts.findValuesAsText("act")).containsExactly("jmx-exec", "jmx-exec", "jmx-write");
    assertThat(acts.findValuesAsText("detail")).containsExactly("gc", "gc", "Verbose");
    assertThat(acts.findValuesAsText("who")).containsOnly("ops");
    assertThat(subjects("act=jmx-exec&" + since)).doesNotContain("java.lang:type=Threading");
  }

  @Test
  default void noWayOfWritingARequestToJolokiaPassesTheAudit() {
    String since = "from=" + bench().clock().instant();
    String gc = "java.lang:type=Memory/gc";
    String loud = "{\"type\":\"EXEC\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc()\"}";

    Operator.post(bench().gateway(), "/jolokia", loud);
    Operator.get(bench().gateway(), "/jolokia?p=/exec/" + gc);
    Operator.get(bench().gateway(), "/jolokia/%65xec/" + gc);
    String long1 = "{\"type\":\"version\"},".repeat((1 << 20) / 19);
    Operator.post(bench().gateway(), "/jolokia", "[" + long1 + loud + "]");
    Operator.post(
        bench().gateway(),
        "/jolokia",
        loud.replace("\"operation\"", "\"path\":\"x\",\"operation\""));

    assertThat(
            Operator.get(
                    bench().gateway(), "/ops/api/audit?subject=java.lang:type%3DMemory&" + since)
                .json()
                .path("items")
                .findValuesAsText("detail"))
        .containsExactly("gc", "gc", "gc", "gc", "gc");
  }

  @Test
  default void whatJolokiaRefusesIsNotInTheAudit() {
    String since = "from=" + bench().clock().instant();
    String bean = "com.sun.management:type=HotSpotDiagnostic";
    for (String operation :
        List.of("setVMOption", "setVMOption(java.lang.String,java.lang.String)")) {
      JsonNode answer =
          Operator.post(
                  bench().gateway(),
                  "/jolokia",
                  "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[\"x\",\"y\"]}"
                      .formatted(bean, operation))
              .json();
      assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
    }

    assertThat(subjects("act=jmx-exec&" + since)).doesNotContain(bean);
  }

  @Test
  default void endingAPauseOfAHostIsInTheAudit() {
    String since = "from=" + bench().clock().instant();

    Operator.post(
        bench().gateway(),
        "/jolokia",
        "{\"type\":\"exec\",\"mbean\":\"dev.handoff:type=ZohoSide,side=desk\",\"operation\":\"callAgain\"}");

    assertThat(subjects("act=call-again&" + since)).containsExactly("desk");
  }
}
