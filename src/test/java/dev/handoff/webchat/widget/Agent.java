package dev.handoff.webchat.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.handoff.testing.Gateway;
import java.util.Map;
import java.util.UUID;

/** The person on the other side, who answers in Desk; its workflow calls the gateway's webhook. */
final class Agent {

  static final String SECRET = "desk-webhook-secret";

  private Agent() {}

  static void says(Gateway gateway, String session, String text) {
    String reply =
        JsonNodeFactory.instance
            .objectNode()
            .put("sessionId", session)
            .put("content", text)
            .put("authorName", "Max")
            .put("messageId", UUID.randomUUID().toString())
            .toString();
    assertThat(
            gateway
                .post("/api/zoho/webhook", reply, Map.of("X-Zoho-Webhook-Secret", SECRET))
                .status())
        .isEqualTo(200);
  }
}
