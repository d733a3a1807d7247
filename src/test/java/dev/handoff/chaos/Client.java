package dev.handoff.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handoff.testing.Gateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A caller of the gateway as it should be: it asks again, on another node, until it is told that
 * the request is taken; always the same request.
 */
final class Client {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Set<Integer> COME_AGAIN = Set.of(429, 502, 503, 504);

  /** An answer that the caller can go on with. */
  record Answer(int status, String handoffId, JsonNode body) {}

  private final HttpClient http;
  private final List<Node> nodes;
  private final Random random;
  private final HistoryFile file;
  private final Instant giveUp;

  Client(HttpClient http, List<Node> nodes, Random random, HistoryFile file, Instant giveUp) {
    this.http = http;
    this.nodes = nodes;
    this.random = random;
    this.file = file;
    this.giveUp = giveUp;
  }

  /**
   * Posts until there is an answer of success that {@code fits}.
   *
   * @return nothing when the run ended before
   * @throws OddAnswerException for an answer that no retry is meant for
   */
  Optional<Answer> post(
      String path, JsonNode body, Map<String, String> headers, Predicate<Answer> fits)
      throws InterruptedException {
    int node = random.nextInt(nodes.size());
    for (int attempt = 0; Instant.now().isBefore(giveUp); attempt++) {
      Node asked = nodes.get((node + attempt) % nodes.size());
      try {
        HttpResponse<String> response = send(asked, path, body, headers);
        if (response.statusCode() / 100 == 2) {
          Answer answer = answer(response);
          if (fits.test(answer)) {
            return Optional.of(answer);
          }
          file.note("unfit", asked.name() + " " + body + " " + response.body());
        } else if (!COME_AGAIN.contains(response.statusCode())) {
          throw new OddAnswerException(
              asked.name() + " answered " + response.statusCode() + ": " + response.body());
        }
      } catch (IOException unreachable) {
        // Killed, paused or starting: the other node has it, or will.
      }
      Thread.sleep(50 + random.nextInt(150));
    }
    return Optional.empty();
  }

  /** What the first node says that answers at all. */
  Optional<JsonNode> get(String path) throws InterruptedException {
    int node = random.nextInt(nodes.size());
    for (int attempt = 0; attempt < nodes.size(); attempt++) {
      HttpRequest request =
          HttpRequest.newBuilder(nodes.get((node + attempt) % nodes.size()).uri(path))
              .timeout(PATIENCE)
              .header("X-Api-Key", Gateway.API_KEY)
              .build();
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return Optional.of(answer(response).body());
        }
      } catch (IOException unreachable) {
        // the other node may answer
      }
    }
    return Optional.empty();
  }

  private HttpResponse<String> send(
      Node node, String path, JsonNode body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.uri(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-Api-Key", Gateway.API_KEY)
            .POST(BodyPublishers.ofString(body.toString()));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static Answer answer(HttpResponse<String> response) {
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      body = MissingNode.getInstance();
    }
    String id = body.path("handoffId").asText(null);
    return new Answer(
        response.statusCode(), response.headers().firstValue("X-Handoff-Id").orElse(id), body);
  }

  /** An answer that such a request never gets. */
  static final class OddAnswerException extends RuntimeException {

    OddAnswerException(String message) {
      super(message);
    }
  }
}
