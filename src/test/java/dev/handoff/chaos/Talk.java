package dev.handoff.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.chaos.Client.Answer;
import dev.handoff.chaos.Client.OddAnswerException;
import dev.handoff.chaos.History.Asked;
import dev.handoff.chaos.History.What;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One visitor's conversation, through one of the three doors. The next handoff of a conversation is
 * only asked for once the one before is acknowledged.
 */
final class Talk {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TAKEN =
      Pattern.compile(
          "Your ticket|callback is scheduled|callback request is saved|already arranged"
              + "|connecting you|request for a chat is saved");

  private final Client client;
  private final Random random;
  private final int number;
  private final String name;
  private final String phone;
  private final String email;

  /**
   * @param run keeps the visitors of one run apart from those of another
   */
  Talk(Client client, Random random, String run, int number) {
    this.client = client;
    this.random = random;
    this.number = number;
    this.name = run + "-" + number;
    this.phone = "+1514" + String.format(Locale.ROOT, "%07d", 2_000_000 + number);
    this.email = random.nextInt(4) == 0 ? null : "v" + number + "@" + run + ".example.test";
  }

  /** The doors to the gateway. */
  enum Door {
    API,
    WEB,
    ZOBOT
  }

  /** How many of ten conversations come through which door. */
  Door door() {
    return switch (number % 10) {
      case 3 -> Door.WEB;
      case 6, 9 -> Door.ZOBOT;
      default -> Door.API;
    };
  }

  /** The handoff of that place in the conversation. */
  Asked plan(int place) {
    What what = door() == Door.WEB ? What.TICKET : What.values()[random.nextInt(3)];
    boolean anonymous = email == null && door() == Door.API;
    String channel =
        switch (door()) {
          case API -> "api";
          case WEB -> "web";
          case ZOBOT -> "salesiq";
        };
    return new Asked(
        channel + ":" + name,
        what,
        "parcel q" + number + "p" + place + "x",
        anonymous ? null : address(),
        anonymous || what == What.CALLBACK ? phone : null,
        false,
        null);
  }

  private String address() {
    return email == null ? "w" + number + "@" + name + ".example.test" : email;
  }

  /** Asks until it is acknowledged; empty when the run ended before. */
  Optional<Asked> ask(Asked asked) throws InterruptedException {
    Optional<Answer> answer =
        switch (door()) {
          case API -> api(asked);
          case WEB -> web(asked);
          case ZOBOT -> zobot(asked);
        };
    return answer.map(given -> asked.acknowledged(given.handoffId()));
  }

  private Optional<Answer> api(Asked asked) throws InterruptedException {
    ObjectNode body =
        JSON.createObjectNode()
            .put("channel", "api")
            .put("conversationId", name)
            .put("kind", asked.what().name().toLowerCase(Locale.ROOT))
            .put("reason", "Where is " + asked.marker());
    ObjectNode visitor = body.putObject("visitor").put("name", "Visitor " + number);
    visitor.put("email", asked.email());
    visitor.put("phone", asked.phone());
    body.putArray("transcript")
        .add(JSON.createObjectNode().put("role", "visitor").put("text", "About " + asked.marker()))
        .add(JSON.createObjectNode().put("role", "bot").put("text", "A person can tell."));
    if (asked.what() == What.CALLBACK) {
      Instant at =
          Instant.now()
              .plus(Duration.ofHours(24 + random.nextInt(200)))
              .truncatedTo(ChronoUnit.HOURS);
      body.putObject("callback").put("phone", phone).put("time", at.toString());
    }
    return twice(
        "/api/handoffs", body, Map.of("Idempotency-Key", UUID.randomUUID().toString()), asked);
  }

  private Optional<Answer> web(Asked asked) throws InterruptedException {
    ObjectNode body =
        JSON.createObjectNode()
            .put("sessionId", name)
            .put("userName", "Visitor " + number)
            .put("userEmail", asked.email())
            .put("handoffReason", "Where is " + asked.marker());
    return twice("/api/chat/handoff", body, Map.of(), asked);
  }

  /** Some callers send what was acknowledged once more; it has to be the same handoff. */
  private Optional<Answer> twice(
      String path, ObjectNode body, Map<String, String> headers, Asked asked)
      throws InterruptedException {
    Optional<Answer> first = client.post(path, body, headers, answer -> true);
    if (first.isPresent() && random.nextInt(8) == 0) {
      Optional<Answer> second = client.post(path, body, headers, answer -> true);
      String one = first.get().handoffId();
      if (second.isPresent() && !String.valueOf(one).equals(second.get().handoffId())) {
        throw new OddAnswerException(
            asked + ": first handoff " + one + ", repeated " + second.get().handoffId());
      }
    }
    return first;
  }

  private Optional<Answer> zobot(Asked asked) throws InterruptedException {
    Optional<Answer> menu =
        client.post(
            "/webhook/salesiq",
            message("My " + asked.marker() + " is lost", asked),
            Map.of(),
            answer -> answer.body().path("suggestions").size() > 0);
    if (menu.isEmpty()) {
      return menu;
    }
    String wish =
        switch (asked.what()) {
          case CHAT -> "1";
          case CALLBACK -> "Please call me at " + phone + " tomorrow at 3 PM";
          case TICKET -> "3";
        };
    return client.post("/webhook/salesiq", message(wish, asked), Map.of(), Talk::isTaken);
  }

  private static boolean isTaken(Answer answer) {
    return answer.handoffId() != null
        || answer.body().path("action").asText().equals("pending")
        || TAKEN.matcher(answer.body().path("replies").toString()).find();
  }

  private ObjectNode message(String text, Asked asked) {
    ObjectNode call = JSON.createObjectNode().put("handler", "message").put("operation", "message");
    call.put("org_id", "60000000001");
    call.putObject("visitor")
        .put("active_conversation_id", name)
        .put("name", "Visitor " + number)
        .put("channel", "Website")
        .put("language", "en")
        .put("time_zone", "America/Toronto")
        .put("email", asked.email());
    call.putObject("request").put("id", UUID.randomUUID().toString());
    call.putObject("message").put("text", text).put("type", "text").putObject("meta");
    call.putArray("attachments");
    return call;
  }
}
