package dev.handoff.intake.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.RequestProblem;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code POST /api/zoho/webhook} (contract 4.7): what it tells, and what became of that. */
@Component
public final class DeskWebhook {

  private static final String COUNTER = "handoff.desk.events";

  private final ObjectMapper json;
  private final PlainReply plain;
  private final DeskEvents events;
  private final DeskReplies replies;
  private final MeterRegistry metrics;

  DeskWebhook(
      ObjectMapper json,
      PlainReply plain,
      DeskEvents events,
      DeskReplies replies,
      MeterRegistry metrics) {
    this.json = json;
    this.plain = plain;
    this.events = events;
    this.replies = replies;
    this.metrics = metrics;
  }

  /**
   * Everything that a call tells, in its order; nothing for an empty one.
   *
   * @throws RequestProblem when the call as a whole cannot be read
   */
  public List<DeskNews> read(
      @Body byte @Nullable [] body, @Header("Content-Type") @Nullable String type) {
    if (body == null || body.length == 0) {
      return List.of();
    }
    JsonNode given = DeskBody.read(json, body, type);
    if (!given.isArray()) {
      return List.of(given.has("eventType") ? events.read(given) : plain.read(given));
    }
    List<DeskNews> all = new ArrayList<>();
    given.forEach(event -> all.add(events.read(event)));
    return all;
  }

  /** Takes it in, one after the other, and says how much became of what. */
  public HttpAnswer take(@Body List<DeskNews> news) {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (DeskNews one : news) {
      String outcome = replies.take(one);
      metrics.counter(COUNTER, "outcome", outcome).increment();
      outcomes.merge(outcome, 1, Integer::sum);
    }
    return HttpAnswer.json(200, Map.of("success", true, "outcomes", outcomes));
  }
}
