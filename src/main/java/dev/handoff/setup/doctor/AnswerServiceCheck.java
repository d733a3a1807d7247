package dev.handoff.setup.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.intake.AnswerServiceProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the answer service answers a harmless question in the shape of contract section 4.6. */
final class AnswerServiceCheck implements Check {

  static final String NAME = "answer service";

  private static final String QUESTION = "{\"conversationId\":\"doctor\",\"message\":\"Hello\"}";
  private static final String SETTING = "HANDOFF_ANSWER_SERVICE_URL";

  private final AnswerServiceProperties settings;
  private final ObjectMapper json;

  AnswerServiceCheck(AnswerServiceProperties settings, ObjectMapper json) {
    this.settings = settings;
    this.json = json;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    String url = settings.url();
    if (url == null) {
      return List.of(Finding.ok(NAME, "none is set: visitors get the menu"));
    }
    String host = URI.create(url).getHost();
    try {
      HttpResponse<String> answer = ask(url);
      String fault = answer.statusCode() == 200 ? fault(answer.body()) : "";
      if (answer.statusCode() != 200) {
        return failed(host + " answers with status " + answer.statusCode() + " instead of 200");
      }
      return fault == null
          ? List.of(Finding.ok(NAME, host + " answers as it should"))
          : failed(host + " " + fault);
    } catch (IOException failure) {
      return failed(host + ": " + Words.of(failure));
    }
  }

  private HttpResponse<String> ask(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(QUESTION))
            .build();
    return HttpClient.newBuilder()
        .connectTimeout(settings.timeout())
        .build()
        .send(request, BodyHandlers.ofString());
  }

  private @Nullable String fault(String body) {
    JsonNode answer;
    try {
      answer = json.readTree(body);
    } catch (JsonProcessingException page) {
      return "answers something else than JSON";
    }
    if (!answer.path("answer").isTextual()) {
      return "answers JSON without a text 'answer'";
    }
    JsonNode confidence = answer.path("confidence");
    return confidence.isNumber() || confidence.asText().matches("[0-9]+(\\.[0-9]+)?%?")
        ? null
        : "answers JSON without a number 'confidence'";
  }

  private static List<Finding> failed(String what) {
    return List.of(
        Finding.failed(
            NAME,
            what + "; visitors get the menu instead",
            "Start or mend it: POST {conversationId, message} wants {answer, confidence}; or"
                + " correct "
                + SETTING
                + ", or leave it out."));
  }
}
