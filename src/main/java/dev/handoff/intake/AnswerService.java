package dev.handoff.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.FaultText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the site's own answer service, where there is one: {@code POST {conversationId, message}},
 * answered with {@code {answer, confidence}} (contract section 4.6). A service that fails, is slow
 * or answers something else has no answer; that is logged without a word of what was said.
 */
@Component
public final class AnswerService {

  private static final Logger log = LoggerFactory.getLogger(AnswerService.class);
  private static final int LONGEST_ANSWER = 10_000;

  /**
   * An answer.
   *
   * @param confidence 0 to 1
   */
  public record Answer(String text, double confidence) {

    @Override
    public String toString() {
      return "Answer[confidence=" + confidence + "]";
    }
  }

  private final AnswerServiceProperties settings;
  private final ObjectMapper json;
  private final HttpClient http;

  AnswerService(AnswerServiceProperties settings, ObjectMapper json) {
    this.settings = settings;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Nothing without a service, or when it gives no usable answer in time. */
  public Optional<Answer> ask(String conversationId, String message) {
    String url = settings.url();
    if (url == null) {
      return Optional.empty();
    }
    try {
      return read(call(url, Map.of("conversationId", conversationId, "message", message)));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException | ExecutionException | TimeoutException | RequestProblem failure) {
      log.warn("the answer service gives no answer: {}", FaultText.of(failure));
      return Optional.empty();
    }
  }

  /** The whole exchange has one deadline, also for a body that trickles. */
  private byte[] call(String url, Map<String, String> question)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(question)))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response =
          answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return response.body();
    } finally {
      answer.cancel(true);
    }
  }

  private Optional<Answer> read(byte[] body) {
    JsonFields fields = JsonFields.parse(json, body);
    String text = fields.text("answer", LONGEST_ANSWER);
    @Nullable Double confidence = Confidence.read(fields, "confidence");
    fields.check();
    return text == null || confidence == null
        ? Optional.empty()
        : Optional.of(new Answer(text, confidence));
  }
}
