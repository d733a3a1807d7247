package dev.handoff.intake.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.intake.ApiRequest;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.IdempotentAnswers;
import dev.handoff.intake.RequestProblem;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
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
  private final IdempotentAnswers answers;
  private final MeterRegistry metrics;

  DeskWebhook(
      ObjectMapper json,
      PlainReply plain,
      DeskEvents events,
      DeskReplies replies,
      IdempotentAnswers answers,
      MeterRegistry metrics) {
    this.json = json;
    this.plain = plain;
    this.events = events;
    this.replies = replies;
    this.answers = answers;
    this.metrics = metrics;
  }

  /**
   * What a call tells.
   *
   * @param key null for a call without one; Desk itself sends none
   * @param news everything, in its order; nothing for an empty call
   */
  public record Call(@Nullable IdempotencyKey key, List<DeskNews> news) {}

  /**
   * The call as it can be taken.
   *
   * @throws RequestProblem when the call as a whole cannot be read
   */
  public Call read(
      @Body byte @Nullable [] body,
      @Header("Content-Type") @Nullable String type,
      @Headers Map<String, Object> headers) {
    IdempotencyKey key = new ApiRequest(body, headers).idempotencyKey("desk-webhook");
    return new Call(key, news(body, type));
  }

  private List<DeskNews> news(byte @Nullable [] body, @Nullable String type) {
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

  /** Takes it in, one after the other, and says how much became of what; once for a key. */
  public HttpAnswer take(@Body Call call) {
    return answers.once(call.key(), () -> take(call.news()));
  }

  private HttpAnswer take(List<DeskNews> news) {
    Map<String, Integer> outcomes = new TreeMap<>();
    Set<HandoffId> about = new HashSet<>();
    for (DeskNews one : news) {
      DeskReplies.Taken taken = replies.take(one);
      metrics.counter(COUNTER, "outcome", taken.word()).increment();
      outcomes.merge(taken.word(), 1, Integer::sum);
      if (taken.handoff() != null) {
        about.add(taken.handoff());
      }
    }
    return HttpAnswer.json(200, Map.of("success", true, "outcomes", outcomes)).about(about);
  }
}
