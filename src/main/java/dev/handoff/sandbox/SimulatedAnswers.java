package dev.handoff.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A small answer service (contract section 4.6) on the loopback address: sure about a few questions
 * of a shop, unsure about everything else.
 */
public final class SimulatedAnswers implements AutoCloseable {

  private record Entry(List<String> words, String answer) {}

  private static final double SURE = 0.95;
  private static final double UNSURE = 0.3;
  private static final String NOT_KNOWN = "I am not sure about that.";

  private static final List<Entry> BOOK =
      List.of(
          new Entry(
              List.of("opening hours", "open", "hours"),
              "We are open Monday to Friday from 9 AM to 6 PM, and on Saturday until 1 PM."),
          new Entry(
              List.of("delivery", "shipping", "ship"),
              "Orders placed before noon leave the same day and arrive within two working days."),
          new Entry(
              List.of("price", "prices", "cost"),
              "The basic plan is 10 a month, the team plan 25. Both can be cancelled any time."),
          new Entry(
              List.of("return", "returns"),
              "You can return anything within 30 days; the label is in the box."),
          new Entry(
              List.of("hello", "hi", "hallo", "bonjour", "hola", "مرحبا"),
              "Hello! How can I help?"),
          new Entry(List.of("thanks", "thank you"), "You are welcome!"));

  private final HttpListener listener;

  private SimulatedAnswers(int port) {
    this.listener = HttpListener.start(port, SimulatedAnswers::handle);
  }

  /** Starts on that port, 0 for a free one. */
  public static SimulatedAnswers start(int port) {
    return new SimulatedAnswers(port);
  }

  /** Where questions are posted to. */
  public String url() {
    return "http://127.0.0.1:" + listener.port() + "/answers";
  }

  @Override
  public void close() {
    listener.close();
  }

  private static void handle(Request request, Connection connection) throws IOException {
    boolean isQuestion = request.method().equals("POST") && request.path().equals("/answers");
    connection.send(isQuestion ? answer(request) : Answer.html(404, "Not found"), false);
  }

  private static Answer answer(Request request) {
    try {
      String question =
          Json.MAPPER
              .readTree(new String(request.body(), StandardCharsets.UTF_8))
              .path("message")
              .asText("");
      return answerTo(question);
    } catch (JsonProcessingException notJson) {
      return Answer.html(400, "Not JSON");
    }
  }

  private static Answer answerTo(String question) {
    String padded =
        " " + question.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
    ObjectNode answer = Json.object();
    answer.put("answer", NOT_KNOWN).put("confidence", UNSURE);
    BOOK.stream()
        .filter(entry -> entry.words().stream().anyMatch(word -> padded.contains(" " + word + " ")))
        .findFirst()
        .ifPresent(entry -> answer.put("answer", entry.answer()).put("confidence", SURE));
    return new Answer(
        200,
        Map.of("Content-Type", "application/json"),
        answer.toString().getBytes(StandardCharsets.UTF_8));
  }
}
