package dev.handoff.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Says what every refusal must look like (contract 3). */
public final class ProblemAnswer {

  private static final String INSIDE =
      "(?is).*(exception|\\bat [a-z]+\\.[a-z.]+\\(|[a-z]+\\.java|org\\.|com\\.|java\\.|dev\\.handoff"
          + "|select |insert into|jdbc|oauthtoken|"
          + Gateway.API_KEY
          + ").*";

  private ProblemAnswer() {}

  /** It is a problem of that status, complete, and tells nothing of the inside. */
  public static JsonNode problem(Gateway.Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
    JsonNode body = answer.json();
    assertThat(body.path("type").asText()).as("type").isNotEmpty();
    assertThat(body.path("title").asText()).as("title").isNotEmpty();
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("detail").asText()).as("detail").isNotEmpty();
    assertThat(answer.text()).doesNotMatch(INSIDE);
    return body;
  }

  /** The pointers of all field errors; each has a message. */
  public static List<String> pointers(JsonNode problem) {
    return StreamSupport.stream(problem.path("errors").spliterator(), false)
        .peek(error -> assertThat(error.path("message").asText()).isNotEmpty())
        .map(error -> error.path("pointer").asText())
        .toList();
  }
}
