package dev.handoff.operations;

import static dev.handoff.operations.JmxCalls.limited;
import static dev.handoff.operations.JmxCalls.object;
import static dev.handoff.operations.JmxCalls.told;
import static dev.handoff.operations.JmxCalls.withReason;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.HandoffTally;
import dev.handoff.intake.JsonFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * The dead letters as JMX shows them, by the same rules as the HTTP API; public because JMX calls
 * it from outside. A parameter that is empty, or 0, is one left out.
 */
@ManagedResource(description = "Parked handoffs: look, mend, replay, discard; every act is audited")
public final class DeadLettersBean {

  private final HandoffTally tally;
  private final HandoffLists lists;
  private final HandoffStory story;
  private final DeadLetterActs acts;
  private final BulkReplay bulk;

  DeadLettersBean(
      HandoffTally tally,
      HandoffLists lists,
      HandoffStory story,
      DeadLetterActs acts,
      BulkReplay bulk) {
    this.tally = tally;
    this.lists = lists;
    this.story = story;
    this.acts = acts;
    this.bulk = bulk;
  }

  @ManagedAttribute(description = "How many handoffs wait for a person")
  public long getParked() {
    return tally.byState(DeadLetterActs.TENANT).getOrDefault(HandoffState.PARKED, 0L);
  }

  @ManagedOperation(description = "Lists parked handoffs, newest first")
  @ManagedOperationParameter(name = "kind", description = "chat, callback, ticket")
  @ManagedOperationParameter(name = "step", description = "Step that failed")
  @ManagedOperationParameter(name = "code", description = "Code of the failure")
  @ManagedOperationParameter(name = "limit", description = "At most so many, 1 to 200; usual: 50")
  public Map<String, Object> list(
      @Nullable String kind, @Nullable String step, @Nullable String code, int limit) {
    ObjectNode query = object("kind", kind, "step", step, "code", code);
    return told(() -> lists.deadLetters(fields(limited(query, limit))).asMap());
  }

  @ManagedOperation(description = "Shows one handoff with its timeline and transcript")
  @ManagedOperationParameter(name = "id", description = "Id of the handoff")
  public Map<String, Object> show(String id) {
    return told(() -> story.of(acts.find(id)));
  }

  @ManagedOperation(description = "Sends it again, from the step that failed; gives its new state")
  @ManagedOperationParameter(name = "id", description = "Id of the handoff")
  public String replay(String id) {
    return told(() -> acts.replay(id, fields(object())).state().wireName());
  }

  @ManagedOperation(
      description = "Sends it again after a person saw that what was unclear is not at Zoho")
  @ManagedOperationParameter(name = "id", description = "Id of the handoff")
  public String replayNotAtZoho(String id) {
    return told(() -> acts.replay(id, fields(object("notAtZoho", "true"))).state().wireName());
  }

  @ManagedOperation(description = "Corrects what is given, then sends it again")
  @ManagedOperationParameter(name = "id", description = "Id of the handoff")
  @ManagedOperationParameter(name = "email", description = "The visitor's e-mail")
  @ManagedOperationParameter(name = "phone", description = "The visitor's phone, or that to call")
  @ManagedOperationParameter(
      name = "department",
      description = "Id of a Desk department; of a SalesIQ department for a chat")
  @ManagedOperationParameter(name = "subject", description = "Subject of the ticket or call")
  public String mendAndReplay(
      String id,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String department,
      @Nullable String subject) {
    ObjectNode mend =
        object("email", email, "phone", phone, "department", department, "subject", subject);
    return told(() -> acts.replay(id, fields(mend)).state().wireName());
  }

  @ManagedOperation(description = "Gives it up for good")
  @ManagedOperationParameter(name = "id", description = "Id of the handoff")
  @ManagedOperationParameter(name = "reason", description = "Why; kept in the audit")
  public String discard(String id, String reason) {
    return told(() -> acts.discard(id, withReason(reason)).state().wireName());
  }

  @ManagedOperation(description = "Sends all that match again; gives how many, and how many stay")
  @ManagedOperationParameter(name = "kind", description = "chat, callback, ticket")
  @ManagedOperationParameter(name = "step", description = "Step that failed")
  @ManagedOperationParameter(name = "code", description = "Code of the failure")
  @ManagedOperationParameter(name = "limit", description = "At most so many; usual: 1000")
  @ManagedOperationParameter(
      name = "rate",
      description = "Handoffs per second, such as 0.5; empty: at once")
  public Map<String, Long> replayAll(
      @Nullable String kind,
      @Nullable String step,
      @Nullable String code,
      int limit,
      @Nullable String rate) {
    ObjectNode request = limited(object(), limit);
    request.set("filter", object("kind", kind, "step", step, "code", code));
    if (rate != null && !rate.isBlank()) {
      request.put("rate", rate);
    }
    BulkReplay.Outcome outcome = told(() -> bulk.replay(fields(request)));
    return Map.of("replayed", (long) outcome.replayed(), "skipped", outcome.skipped());
  }

  private static JsonFields fields(ObjectNode object) {
    return JsonFields.of(object);
  }
}
