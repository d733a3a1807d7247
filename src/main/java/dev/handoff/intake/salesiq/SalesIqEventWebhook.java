package dev.handoff.intake.salesiq;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.EventCorrelation;
import dev.handoff.handoff.EventHeard;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.intake.ContentTypes;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.RequestProblem;
import dev.handoff.intake.SignatureCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * SalesIQ's event webhook: signed, understood, stored; then SalesIQ is answered. Nothing else is
 * waited for, as it wants an answer fast.
 */
@Component
public final class SalesIqEventWebhook {

  /** SalesIQ sends one at a time; what nobody sends is refused as a whole, not taken in part. */
  static final int MOST = 200;

  private final SignatureCheck signatures;
  private final ObjectMapper json;
  private final EventCorrelation correlation;
  private final References references;
  private final ApplicationEventPublisher counts;
  private final Clock clock;

  public SalesIqEventWebhook(
      SignatureCheck signatures,
      ObjectMapper json,
      EventCorrelation correlation,
      References references,
      ApplicationEventPublisher counts,
      Clock clock) {
    this.signatures = signatures;
    this.json = json;
    this.correlation = correlation;
    this.references = references;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * @throws RequestProblem 401 without a signature, 403 with a wrong one, where one is required
   */
  public void verify(
      @Body byte @Nullable [] body, @Header(SignatureCheck.HEADER) @Nullable String signature) {
    signatures.require(body, signature);
  }

  /**
   * The events of a body; none in an empty one, which is SalesIQ's ping.
   *
   * @param type what the body calls itself; JSON is read whatever that is
   * @throws RequestProblem 400 for what is no JSON, or neither an object nor a list, 415 where it
   *     does not claim to be JSON; 413 for a list that is too long, of which nothing is taken
   */
  public List<SalesIqEvent> read(
      @Body byte @Nullable [] body, @Header("Content-Type") @Nullable String type) {
    if (body == null || body.length == 0) {
      return List.of();
    }
    JsonNode node = parse(body, type);
    if (node.isArray() && node.size() > MOST) {
      counts.publishEvent(new EventHeard(SalesIqEvent.SOURCE, "list", "refused"));
      throw RequestProblem.tooLarge(
          "The body holds " + node.size() + " events (expected: " + MOST + " or fewer)");
    }
    return EventReader.all(node, clock.instant());
  }

  private JsonNode parse(byte[] body, @Nullable String type) {
    try {
      JsonNode node =
          json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(body);
      if (node.isContainerNode()) {
        return node;
      }
      throw unreadable(
          type, "The body is neither an event nor a list of events (expected: a JSON object)");
    } catch (JacksonException e) {
      throw unreadable(type, "The body is not valid JSON in UTF-8");
    } catch (IOException e) {
      throw RequestProblem.malformed("The body cannot be read", List.of());
    }
  }

  private static RequestProblem unreadable(@Nullable String type, String why) {
    return ContentTypes.mayBeJson(type)
        ? RequestProblem.malformed(why, List.of())
        : ContentTypes.unsupported(type, "application/json");
  }

  /** Takes each event in; durable when this returns. */
  public HttpAnswer take(@Body List<SalesIqEvent> events) {
    events.forEach(this::take);
    Set<HandoffId> handoffs = events.stream().flatMap(this::about).collect(Collectors.toSet());
    return HttpAnswer.json(200, Map.of("status", "ok")).about(handoffs);
  }

  private Stream<HandoffId> about(SalesIqEvent event) {
    return event.ids().isEmpty()
        ? Stream.empty()
        : references
            .find(ConversationKey.DEFAULT_TENANT, References.SALESIQ, event.ids())
            .flatMap(ZohoReference::knownHandoff)
            .stream();
  }

  private void take(SalesIqEvent event) {
    Optional<HumanEvent> human = event.asHumanEvent(clock.instant());
    if (human.isEmpty() || event.ids().isEmpty()) {
      counts.publishEvent(new EventHeard(SalesIqEvent.SOURCE, event.kind().word(), "ignored"));
      return;
    }
    EventCorrelation.Told told =
        correlation.hear(
            ConversationKey.DEFAULT_TENANT, References.SALESIQ, event.ids(), human.get());
    counts.publishEvent(EventHeard.of(human.get(), told));
  }
}
