package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What the sandbox page shows: the latest of everything, newest first, without headers and bodies
 * of requests.
 */
final class SandboxState {

  private static final int SHOWN = 50;

  private SandboxState() {}

  static ObjectNode of(SimulatedZoho zoho) {
    ObjectNode state = Json.object().put("banner", SandboxBanner.SENTENCE);
    state
        .putObject("zoho")
        .put("accounts", zoho.accountsUrl())
        .put("desk", zoho.deskUrl())
        .put("salesiq", zoho.salesiqUrl());
    state.set("refreshes", Json.MAPPER.valueToTree(zoho.refreshes()));
    state.set("switches", Json.MAPPER.valueToTree(zoho.switches()));
    state.set("faults", Json.MAPPER.valueToTree(zoho.faults().list()));
    state.set("tickets", Json.array(newest(zoho.tickets())));
    state.set("comments", Json.array(newest(zoho.comments())));
    state.set("contacts", Json.array(newest(zoho.contacts())));
    state.set("calls", Json.array(newest(zoho.calls())));
    state.set("conversations", Json.array(conversations(zoho)));
    state.set("callbacks", Json.array(newest(zoho.callbacks())));
    state.set(
        "requests",
        Json.array(newest(zoho.requests()).stream().map(SandboxState::request).toList()));
    return state;
  }

  private static List<ObjectNode> conversations(SimulatedZoho zoho) {
    List<JsonNode> messages = zoho.messages();
    return newest(zoho.conversations()).stream()
        .map(
            conversation -> {
              ObjectNode shown = conversation.deepCopy();
              shown.set(
                  "messages",
                  Json.array(
                      messages.stream()
                          .filter(
                              message ->
                                  message.path("conversation_id").equals(conversation.path("id")))
                          .toList()));
              return shown;
            })
        .toList();
  }

  private static ObjectNode request(LoggedRequest request) {
    return Json.object()
        .put("at", request.at().toString())
        .put("side", request.side().name().toLowerCase(Locale.ROOT))
        .put("method", request.method())
        .put("path", request.path())
        .put("status", request.status());
  }

  private static <T> List<T> newest(List<T> oldestFirst) {
    List<T> latest =
        new ArrayList<>(
            oldestFirst.subList(Math.max(0, oldestFirst.size() - SHOWN), oldestFirst.size()));
    Collections.reverse(latest);
    return latest;
  }
}
