package dev.handoff.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import java.util.List;

/**
 * What one test brought to a simulated Zoho that it shares with others. A reset would also forget
 * the tokens, and Zoho counts how often a token is refreshed.
 */
public final class NewAtZoho {

  private final SimulatedZoho zoho;
  private final int tickets;
  private final int calls;
  private final int contacts;
  private final int conversations;
  private final int requests;

  private NewAtZoho(SimulatedZoho zoho) {
    this.zoho = zoho;
    this.tickets = zoho.tickets().size();
    this.calls = zoho.calls().size();
    this.contacts = zoho.contacts().size();
    this.conversations = zoho.conversations().size();
    this.requests = zoho.requests().size();
  }

  /** All that comes from now on. */
  public static NewAtZoho of(SimulatedZoho zoho) {
    return new NewAtZoho(zoho);
  }

  public List<JsonNode> tickets() {
    return rest(zoho.tickets(), tickets);
  }

  public List<JsonNode> calls() {
    return rest(zoho.calls(), calls);
  }

  public List<JsonNode> contacts() {
    return rest(zoho.contacts(), contacts);
  }

  public List<JsonNode> conversations() {
    return rest(zoho.conversations(), conversations);
  }

  public List<LoggedRequest> requests() {
    return rest(zoho.requests(), requests);
  }

  /** Requests of that method to that path, which is a regular expression. */
  public List<LoggedRequest> requests(Side side, String method, String path) {
    return requests().stream()
        .filter(request -> request.side() == side && request.method().equals(method))
        .filter(request -> request.path().matches(path))
        .toList();
  }

  private static <T> List<T> rest(List<T> all, int known) {
    return all.subList(known, all.size());
  }
}
