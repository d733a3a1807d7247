package dev.handoff.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls the drop-in as Botpress's integration plus/hitl-api 0.2.2 does (contract 4.3b): JSON by
 * POST, no header that says who it is.
 */
public final class BotpressClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Gateway gateway;
  private final String base;

  public BotpressClient(Gateway gateway, String key) {
    this.gateway = gateway;
    this.base = "/botpress/" + key;
  }

  public Gateway.Answer ping() {
    return post("/ping", Map.of("type", "ping"));
  }

  public Gateway.Answer createRemoteUser(Map<String, Object> user) {
    Map<String, Object> payload = new LinkedHashMap<>(Map.of("role", "end-user"));
    payload.putAll(user);
    return post("/createRemoteUser", Map.of("type", "createRemoteUser", "payload", payload));
  }

  public Gateway.Answer createRemoteConversation(
      String title, String description, List<Map<String, Object>> messages) {
    return post(
        "/createRemoteConversation",
        Map.of(
            "type",
            "createRemoteConversation",
            "payload",
            Map.of("title", title, "description", description, "messages", messages)));
  }

  public Gateway.Answer botSendsMessage(
      String conversation, String user, Map<String, Object> payload) {
    return post(
        "/botSendsMessage",
        Map.of(
            "type", "botSendsMessage",
            "remoteConversationId", conversation,
            "remoteUserId", user,
            "payload", payload));
  }

  public Gateway.Answer closeRemoteTicket(String botpressConversation) {
    return post(
        "/closeRemoteTicket",
        Map.of(
            "type",
            "closeRemoteTicket",
            "payload",
            Map.of("botpressConversationId", botpressConversation)));
  }

  private Gateway.Answer post(String call, Map<String, Object> body) {
    try {
      return gateway.post(base + call, JSON.writeValueAsString(body), Map.of("X-Api-Key", ""));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
