package dev.handoff.zoho;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one place that says what a Zoho answer means, from status, headers and body together: SalesIQ
 * reports failures under HTTP 200 too, and proxies answer pages instead of JSON.
 */
@Component
public final class ZohoClassifier {

  private static final Pattern BAD_TOKEN =
      Pattern.compile("invalid.{0,20}(oauth|token)(?!.{0,5}scope)", Pattern.CASE_INSENSITIVE);
  private static final Duration LOCKED = Duration.ofSeconds(60);
  private static final Duration LONGEST_DELAY = Duration.ofDays(1);
  private static final int LONGEST_WORDS = 500;
  private static final int NO_CONTENT = 204;
  private static final Pattern CODE = Pattern.compile("[\\w.-]{1,120}");

  private final ObjectMapper json;
  private final Clock clock;

  public ZohoClassifier(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** What {@code reply} to {@code call} means. Never throws. */
  public ZohoAnswer classify(ZohoCall call, ZohoReply reply) {
    JsonNode body = parse(reply.body());
    int status = reply.status();
    if (body == null) {
      return notJson(call, reply);
    }
    Failure failure = failure(body);
    boolean success = status >= 200 && status < 300;
    if (success && status != NO_CONTENT && isNothing(body)) {
      return broken(call, reply, "empty_answer", "HTTP " + status + " without a body");
    }
    if (failure == null && success) {
      return done(call, status, body);
    }
    Failure told = failure == null ? unnamed(status, body) : failure;
    return failed(call, reply, told);
  }

  private static ZohoAnswer done(ZohoCall call, int status, JsonNode body) {
    if (call.effect() == ZohoCall.Effect.CREATE && !namesWhatItMade(call.side(), body)) {
      return new ZohoAnswer.UnknownOutcome(
          "empty_answer", "HTTP " + status + " without the created record", null);
    }
    return new ZohoAnswer.Done(status, body);
  }

  private static boolean namesWhatItMade(ZohoSide side, JsonNode body) {
    return side == ZohoSide.DESK ? isId(body.path("id")) : body.hasNonNull("data");
  }

  private static boolean isId(JsonNode value) {
    return value.isIntegralNumber() || (value.isTextual() && !value.asText().isBlank());
  }

  private ZohoAnswer failed(ZohoCall call, ZohoReply reply, Failure failure) {
    int status = reply.status();
    String code = failure.code();
    if (failure.rejectsToken(status)) {
      return new ZohoAnswer.TokenRejected(code, failure.words());
    }
    if (ZohoCodes.BUSY.contains(code) || status == 429) {
      Duration told = retryAfter(reply);
      Duration delay = told == null && "1023".equals(code) ? LOCKED : told;
      return new ZohoAnswer.Wait(code, failure.words(), delay, true);
    }
    if (ZohoCodes.BROKEN.contains(code) || status >= 500 || status == 408) {
      return broken(call, reply, code, failure.words());
    }
    if (status >= 300 && status < 400) {
      return broken(call, reply, code, redirect(status));
    }
    return new ZohoAnswer.Refused(
        code, failure.words(), failure.fields(), ZohoCodes.remedy(code, call));
  }

  /**
   * An outage while {@code call} was under way, or an answer that is not Zoho's: what stands before
   * Zoho may have answered after the call was carried out.
   */
  private ZohoAnswer broken(ZohoCall call, ZohoReply reply, String code, String words) {
    return call.effect() != ZohoCall.Effect.REPEATABLE
        ? new ZohoAnswer.UnknownOutcome(code, words, retryAfter(reply))
        : new ZohoAnswer.Wait(code, words, retryAfter(reply));
  }

  private ZohoAnswer notJson(ZohoCall call, ZohoReply reply) {
    int status = reply.status();
    String words = "HTTP " + status + " with a page or a broken body instead of JSON";
    if (status == 401) {
      return new ZohoAnswer.TokenRejected("http_401", words);
    }
    if (status == 429) {
      return new ZohoAnswer.Wait("http_429", words, retryAfter(reply), true);
    }
    if (status >= 300 && status < 400) {
      return broken(call, reply, "http_" + status, redirect(status));
    }
    if (status >= 400 && status < 500 && status != 408) {
      return broken(call, reply, "http_" + status, words);
    }
    return broken(call, reply, "not_json", words);
  }

  /** No body, or an empty object: only HTTP 204 may say "nothing" like that. */
  private static boolean isNothing(JsonNode body) {
    return body.isMissingNode() || (body.isObject() && body.isEmpty());
  }

  private static String redirect(int status) {
    return "HTTP " + status + ": a redirect instead of an answer; is the host set for it right?";
  }

  /**
   * What it means that no answer came at all. Never throws.
   *
   * @param url that was called, if it is known
   */
  public ZohoAnswer classify(ZohoCall call, Throwable failure, @Nullable String url) {
    if (MissedDepartureException.isBehind(failure)) {
      return new ZohoAnswer.NotSent("it was too late to send it, since it waited or stood still");
    }
    ConnectionFailure cause = ConnectionFailure.of(failure, url);
    if (cause.sent() && call.effect() != ZohoCall.Effect.REPEATABLE) {
      return new ZohoAnswer.UnknownOutcome(cause.code(), cause.words(), null);
    }
    return new ZohoAnswer.Wait(cause.code(), cause.words(), null);
  }

  private @Nullable JsonNode parse(String body) {
    if (body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      JsonNode node = json.readTree(body);
      return node.isContainerNode() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** As Zoho asks, but never longer than a day: its counts begin anew every day. */
  private @Nullable Duration retryAfter(ZohoReply reply) {
    String value = reply.header("retry-after");
    if (value == null || value.isBlank()) {
      return null;
    }
    Duration told =
        value.strip().matches("\\d+") ? seconds(value.strip()) : untilDate(value.strip());
    return told == null || told.compareTo(LONGEST_DELAY) < 0 ? told : LONGEST_DELAY;
  }

  private static Duration seconds(String digits) {
    return digits.length() > 9 ? LONGEST_DELAY : Duration.ofSeconds(Long.parseLong(digits));
  }

  private @Nullable Duration untilDate(String httpDate) {
    try {
      Instant at = ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), at);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException notADate) {
      return null;
    }
  }

  private static @Nullable Failure failure(JsonNode body) {
    JsonNode error = body.get("error");
    if (error != null && error.isObject()) {
      return new Failure(
          code(error.path("code")), words(error.path("message").asText("")), salesiqFields(error));
    }
    if (error != null && error.isValueNode() && saysSomething(error)) {
      String more = body.hasNonNull("message") ? ": " + body.path("message").asText() : "";
      return new Failure(code(error), words(error.asText() + more), List.of());
    }
    if (body.hasNonNull("errorCode")) {
      return new Failure(
          code(body.get("errorCode")),
          words(body.path("message").asText("") + fieldWords(body)),
          deskFields(body));
    }
    return null;
  }

  private static boolean saysSomething(JsonNode error) {
    return !error.isNull() && !error.asText().isBlank() && !error.asText().equals("false");
  }

  /** A code is one word: free text can quote a visitor, and codes are logged. */
  private static String code(JsonNode code) {
    String text = code.asText("");
    return CODE.matcher(text).matches() ? text : "error";
  }

  private static Failure unnamed(int status, JsonNode body) {
    return new Failure(
        "http_" + status, words(body.path("message").asText("HTTP " + status)), List.of());
  }

  private static List<String> salesiqFields(JsonNode error) {
    List<String> fields = new ArrayList<>();
    for (String name : List.of("param", "json_key", "header")) {
      if (error.hasNonNull(name)) {
        fields.add(error.get(name).asText());
      }
    }
    return List.copyOf(fields);
  }

  private static List<String> deskFields(JsonNode body) {
    List<String> fields = new ArrayList<>();
    for (JsonNode field : body.path("errors")) {
      String type = field.path("errorType").asText("");
      String name = field.path("fieldName").asText("");
      fields.add(type.isEmpty() ? name : name + " " + type);
    }
    return List.copyOf(fields);
  }

  /** What Desk says of single fields, where it says anything (desk.md 3). */
  private static String fieldWords(JsonNode body) {
    StringBuilder words = new StringBuilder();
    for (JsonNode field : body.path("errors")) {
      String said = field.path("errorMessage").asText("").strip();
      if (!said.isEmpty()) {
        words.append(" ").append(field.path("fieldName").asText("")).append(": ").append(said);
      }
    }
    return words.toString();
  }

  private static String words(String text) {
    return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS) + "…";
  }

  private record Failure(String code, String words, List<String> fields) {

    /**
     * A refusal that the papers name wins over a status of 401. Public clients saw 400 with a text
     * about the token instead of a code (salesiq.md 10).
     */
    boolean rejectsToken(int status) {
      if (ZohoCodes.TOKEN.contains(code)) {
        return true;
      }
      if (ZohoCodes.isRefusal(code) || ZohoCodes.BUSY.contains(code)) {
        return false;
      }
      boolean unnamed = code.startsWith("http_") || !code.chars().allMatch(Character::isDigit);
      return status == 401
          || (status < 403 && unnamed && BAD_TOKEN.matcher(code + " " + words).find());
    }
  }
}
