package dev.handoff.operations;

import static dev.handoff.operations.DeadLetterActs.TENANT;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.SchedulerName;
import dev.handoff.handoff.HandoffFilter;
import dev.handoff.handoff.HandoffSearch;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.HandoffTrends;
import dev.handoff.handoff.HandoffTrends.Parked;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the console reads beside the lists; any program with the login may read it too. */
@RestController
@RequestMapping("/ops/api")
class ConsoleApi extends OpsEndpoint {

  private final Overview overview;
  private final ZohoState zoho;
  private final Timeline timeline;
  private final HandoffTrends trends;
  private final HandoffSearch search;
  private final DeadLetterActs acts;
  private final ConsoleStreams streams;
  private final Clock clock;
  private final String node;
  private final boolean sandbox;

  ConsoleApi(
      ObjectMapper json,
      Problems problems,
      Overview overview,
      ZohoState zoho,
      Timeline timeline,
      HandoffTrends trends,
      HandoffSearch search,
      DeadLetterActs acts,
      ConsoleStreams streams,
      Clock clock,
      SchedulerName node,
      Environment environment) {
    super(json, problems);
    this.overview = overview;
    this.zoho = zoho;
    this.timeline = timeline;
    this.trends = trends;
    this.search = search;
    this.acts = acts;
    this.streams = streams;
    this.clock = clock;
    this.node = node.getName();
    this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  /** Who is logged in, at which node, and whether any of this is real. */
  @GetMapping("/session")
  ResponseEntity<Object> session(Principal login) {
    return answer(
        HttpAnswer.json(
            200,
            Overview.fields(
                "user",
                login.getName(),
                "node",
                node,
                "sandbox",
                sandbox,
                "time",
                clock.instant().toString())));
  }

  @GetMapping("/overview")
  ResponseEntity<Object> overview(@RequestParam MultiValueMap<String, String> query) {
    TimeRange range = TimeRange.read(Filters.fields(query), clock.instant());
    return answer(HttpAnswer.json(200, overview.of(range, clock.instant())));
  }

  @GetMapping("/zoho")
  ResponseEntity<Object> zoho() {
    return answer(HttpAnswer.json(200, zoho.view()));
  }

  @GetMapping("/handoffs/{id}/timeline")
  ResponseEntity<Object> timeline(@PathVariable String id) {
    return answer(HttpAnswer.json(200, Map.of("items", timeline.of(acts.find(id)))));
  }

  /** Parked handoffs by the step and code at which they failed. */
  @GetMapping("/dead-letters/groups")
  ResponseEntity<Object> groups() {
    return answer(
        HttpAnswer.json(
            200, Map.of("items", trends.parked(TENANT).stream().map(ConsoleApi::group).toList())));
  }

  /** How many a replay with that filter would send again. */
  @GetMapping("/dead-letters/count")
  ResponseEntity<Object> count(@RequestParam MultiValueMap<String, String> query) {
    JsonFields given = Filters.fields(query);
    given.only(Filters.BULK);
    HandoffFilter filter = Filters.read(given).in(HandoffState.PARKED);
    given.check();
    return answer(HttpAnswer.json(200, Map.of("count", search.count(TENANT, filter))));
  }

  /** What changes, as it happens; server-sent events {@code hello} and {@code changes}. */
  @GetMapping(path = "/events")
  SseEmitter events(HttpServletRequest request, HttpServletResponse response) {
    SseEmitter stream = streams.open(request.getSession(false));
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return stream;
  }

  private static Map<String, Object> group(Parked each) {
    return Overview.fields(
        "step",
        each.step(),
        "code",
        each.code(),
        "remedy",
        each.remedy(),
        "many",
        each.many(),
        "oldest",
        each.oldest().toString(),
        "newest",
        each.newest().toString());
  }
}
