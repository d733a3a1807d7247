package dev.handoff.handoff;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the human side did, in the subject's words. The same {@code source} and {@code id} is the
 * same event, however often it is told.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HumanEvent.Assigned.class, name = "assigned"),
  @JsonSubTypes.Type(value = HumanEvent.Replied.class, name = "replied"),
  @JsonSubTypes.Type(value = HumanEvent.Ended.class, name = "ended")
})
public sealed interface HumanEvent {

  /** Longer words are cut, whoever told them. */
  int LONGEST_TEXT = 32_000;

  /** Who told: {@code salesiq} or {@code desk}. */
  String source();

  /** Names the event within its source and conversation; at most 200 characters. */
  String id();

  /** When it happened, by the source's clock where it told. */
  Instant at();

  /** A person took the conversation. */
  record Assigned(String source, String id, Instant at, Operator operator) implements HumanEvent {}

  /**
   * A person wrote to the visitor.
   *
   * @param text plain text, without markup; kept as it may be stored, and cut to {@link
   *     #LONGEST_TEXT}
   */
  record Replied(String source, String id, Instant at, Operator operator, String text)
      implements HumanEvent {

    public Replied {
      text = SafeText.of(text, LONGEST_TEXT);
    }

    @Override
    public String toString() {
      return "Replied[" + source + ", " + id + "]";
    }
  }

  /**
   * It is over.
   *
   * @param subject what was closed, as the visitor knows it, such as a ticket's number
   */
  record Ended(String source, String id, Instant at, ReleaseReason reason, @Nullable String subject)
      implements HumanEvent {}
}
