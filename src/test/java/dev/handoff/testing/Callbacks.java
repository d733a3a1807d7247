package dev.handoff.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.SimulatedZoho;
import java.util.ArrayList;
import java.util.List;

/** What a visitor read through SalesIQ's callback API after a {@code pending}. */
public final class Callbacks {

  private Callbacks() {}

  /** The responses to that call, each as one text. */
  public static List<String> responses(SimulatedZoho zoho, JsonNode call) {
    return bodies(zoho, call, "response").stream().map(Callbacks::replies).toList();
  }

  /** The bodies of the responses to that call. */
  public static List<JsonNode> responseBodies(SimulatedZoho zoho, JsonNode call) {
    return bodies(zoho, call, "response");
  }

  /** The signs of life for that call. */
  public static List<String> progress(SimulatedZoho zoho, JsonNode call) {
    return bodies(zoho, call, "progress").stream().map(body -> body.path("text").asText()).toList();
  }

  private static List<JsonNode> bodies(SimulatedZoho zoho, JsonNode call, String kind) {
    return zoho.callbacks().stream()
        .filter(callback -> callback.path("kind").asText().equals(kind))
        .filter(callback -> callback.path("request_id").equals(call.at("/request/id")))
        .map(callback -> callback.path("body"))
        .toList();
  }

  private static String replies(JsonNode body) {
    List<String> texts = new ArrayList<>();
    body.path("replies").forEach(reply -> texts.add(reply.path("text").asText()));
    return String.join("\n", texts);
  }
}
