package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The person on Zoho's side of a conversation. What this person does is told to the webhook, when
 * there is one: once each, in order, one at a time.
 */
final class SalesIqOperator implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SalesIqOperator.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SalesIqConversations conversations;
  private final SalesIqEvents events;
  private final SalesIqWebhooks webhooks;
  private final List<JsonNode> told = new ArrayList<>();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ExecutorService postman =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "simulated-zoho-events");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable URI webhook;
  private EventForm form = EventForm.ENVELOPE;
  private @Nullable ObjectNode heldBack;
  private volatile @Nullable PrivateKey key;

  SalesIqOperator(SalesIqConversations conversations, SalesIqWebhooks webhooks, Settings settings) {
    this.conversations = conversations;
    this.webhooks = webhooks;
    this.events = new SalesIqEvents(settings);
  }

  synchronized void tell(URI url) {
    webhook = url;
    webhooks.calls(url, event -> postman.execute(() -> post(url, event)));
  }

  void tellAgain(URI url) {
    webhooks.again(event -> postman.execute(() -> post(url, event)));
  }

  /** In which form webhooks come from now on. */
  synchronized void tellAs(EventForm what) {
    form = what;
  }

  /** From now on every webhook is signed ({@code secured}, salesiq.md 7.1). */
  void sign(PrivateKey with) {
    key = with;
  }

  void join(String id) {
    synchronized (conversations) {
      ObjectNode conversation = require(id);
      if (Json.lacks(conversation, "attender") && SalesIqConversations.isOpen(conversation)) {
        tell(events.picked(conversations.connect(conversation)));
      }
    }
  }

  JsonNode say(String id, String text) {
    synchronized (conversations) {
      join(id);
      ObjectNode conversation = require(id);
      ObjectNode content = Json.object().put("type", "text").put("text", text);
      ObjectNode message = conversations.operatorSays(conversation, content);
      tell(events.replied(conversation, message));
      return message;
    }
  }

  void end(String id, String by) {
    synchronized (conversations) {
      ObjectNode conversation = require(id);
      if (SalesIqConversations.isOpen(conversation)) {
        tell(events.ended(conversations.end(conversation, by)));
      }
    }
  }

  /** Every event so far, told or not. */
  synchronized List<JsonNode> events() {
    return told.stream().<JsonNode>map(JsonNode::deepCopy).toList();
  }

  synchronized void clear() {
    told.clear();
  }

  @Override
  public void close() {
    postman.shutdownNow();
  }

  private ObjectNode require(String id) {
    return conversations
        .find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("id: " + id + " (expected: a conversation's id)"));
  }

  private synchronized void tell(ObjectNode event) {
    told.add(event);
    ObjectNode shaped = form.shape(event);
    if (form != EventForm.SWAPPED) {
      send(shaped);
    } else if (heldBack == null) {
      heldBack = shaped;
    } else {
      send(shaped);
      send(heldBack);
      heldBack = null;
    }
    if (form == EventForm.TWICE) {
      send(shaped.deepCopy().put("attempt", 2));
    }
  }

  private void send(ObjectNode event) {
    URI url = webhook;
    if (url != null) {
      postman.execute(() -> post(url, event));
    }
  }

  private void post(URI url, ObjectNode event) {
    byte[] body = Json.bytes(event);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    PrivateKey with = key;
    if (with != null) {
      request.header("x-siqsignature", signature(with, body));
    }
    try {
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status >= 300) {
        webhooks.keep(event);
        log.warn("The event webhook {} answered {} to {}", url, status, event.path("event"));
      }
    } catch (IOException e) {
      webhooks.keep(event);
      log.warn("The event webhook {} did not take {}: {}", url, event.path("event"), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String signature(PrivateKey with, byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(with);
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("key: expected an RSA key", e);
    }
  }
}
