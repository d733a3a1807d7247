package dev.handoff.handoff;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a bot platform gets to hear (contract 4.3). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @Type(value = PlatformEvent.Assigned.class, name = "assigned"),
  @Type(value = PlatformEvent.Message.class, name = "message"),
  @Type(value = PlatformEvent.Stopped.class, name = "stopped")
})
public sealed interface PlatformEvent {

  Instant at();

  /** A person has the conversation. */
  record Assigned(Instant at, Operator operator) implements PlatformEvent {}

  /** A person wrote. */
  record Message(Instant at, String messageId, String text, Operator operator)
      implements PlatformEvent {

    @Override
    public String toString() {
      return "Message[" + messageId + "]";
    }
  }

  /**
   * The bot has the conversation again.
   *
   * @param reason {@code completed}, {@code missed}, {@code visitor} or {@code error}
   * @param fallback what the visitor gets instead of the chat
   */
  record Stopped(Instant at, String reason, @Nullable Fallback fallback) implements PlatformEvent {}

  /**
   * Another way to a person.
   *
   * @param kind {@code callback} or {@code ticket}
   * @param message a sentence for the visitor
   */
  record Fallback(String kind, String handoffId, String message) {}
}
