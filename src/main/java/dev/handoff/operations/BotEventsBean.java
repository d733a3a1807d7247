package dev.handoff.operations;

import static dev.handoff.operations.JmxCalls.limited;
import static dev.handoff.operations.JmxCalls.object;
import static dev.handoff.operations.JmxCalls.told;
import static dev.handoff.operations.JmxCalls.withReason;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.ParkedBotEvents.Standing;
import dev.handoff.intake.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * The events for bot platforms as JMX shows them, by the same rules as the HTTP API; public because
 * JMX calls it from outside. A parameter that is empty, or 0, is one left out.
 */
@ManagedResource(
    description = "Events for bot platforms: look, replay, discard; every act is audited")
public final class BotEventsBean {

  private final BotEventActs acts;
  private final BotEventsReading reading;

  BotEventsBean(BotEventActs acts, BotEventsReading reading) {
    this.acts = acts;
    this.reading = reading;
  }

  @ManagedAttribute(description = "Events not yet told; -1 while the database does not answer")
  public long getWaiting() {
    return sum(Standing::waiting);
  }

  @ManagedAttribute(description = "Events given up; -1 while the database does not answer")
  public long getParked() {
    return sum(Standing::parked);
  }

  private long sum(ToLongFunction<Standing> number) {
    List<Standing> standings = reading.standings();
    return standings == null ? -1 : standings.stream().mapToLong(number).sum();
  }

  @ManagedOperation(description = "Lists events, newest first")
  @ManagedOperationParameter(
      name = "state",
      description = "waiting, sending, sent, parked, discarded; usual: parked")
  @ManagedOperationParameter(name = "target", description = "bot, botpress")
  @ManagedOperationParameter(name = "limit", description = "At most so many, 1 to 200; usual: 50")
  public Map<String, Object> list(@Nullable String state, @Nullable String target, int limit) {
    ObjectNode query = object("state", state, "target", target);
    return told(() -> acts.list(JsonFields.of(limited(query, limit))).asMap());
  }

  @ManagedOperation(description = "Sends a parked event again, under its id")
  @ManagedOperationParameter(name = "id", description = "Id of the event")
  public String replay(String id) {
    return told(() -> acts.replay(id).state().wireName());
  }

  @ManagedOperation(description = "Gives a parked event up for good")
  @ManagedOperationParameter(name = "id", description = "Id of the event")
  @ManagedOperationParameter(name = "reason", description = "Why; kept in the audit")
  public String discard(String id, String reason) {
    return told(() -> acts.discard(id, withReason(reason)).state().wireName());
  }

  @ManagedOperation(description = "Sends all that match again; gives how many, and how many stay")
  @ManagedOperationParameter(name = "target", description = "bot, botpress")
  @ManagedOperationParameter(name = "code", description = "Code of the failure")
  @ManagedOperationParameter(name = "limit", description = "At most so many; usual: 1000")
  public Map<String, Long> replayAll(@Nullable String target, @Nullable String code, int limit) {
    ObjectNode request = limited(object(), limit);
    request.set("filter", object("target", target, "code", code));
    BotEventActs.Outcome outcome = told(() -> acts.replayAll(JsonFields.of(request)));
    return Map.of("replayed", (long) outcome.replayed(), "skipped", outcome.skipped());
  }
}
