package dev.handoff.webchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Server-Sent Events as they are written (WHATWG HTML, section 9.2.5). */
@Component
final class Frames {

  static final byte[] HEARTBEAT = bytes(":\n\n");

  private final ObjectMapper json;

  Frames(ObjectMapper json) {
    this.json = json;
  }

  /** JSON has no line break outside of its escapes, so that one line holds it. */
  byte[] message(StoredMessage message) {
    return bytes("id: " + message.number() + "\n" + data(MessageView.of(message)));
  }

  /** Has no id, so that a reader's place stays where it is. */
  String state(Ownership ownership) {
    return "event: state\n" + data(StateView.of(ownership));
  }

  private String data(Object value) {
    try {
      return "data: " + json.writeValueAsString(value) + "\n\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }

  static byte[] opening(Duration reconnect) {
    return bytes("retry: " + reconnect.toMillis() + "\n\n");
  }

  static byte[] beyondNewest(long asked, long newest) {
    return bytes(": " + asked + " is beyond the newest message, " + newest + "\n\n");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
