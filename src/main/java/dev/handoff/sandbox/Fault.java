package dev.handoff.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong: which requests it strikes, how often, and what happens to them.
 *
 * <p>Also written as JSON; every member but {@code kind} may be left out. Without a side, method or
 * path it strikes any request, once.
 *
 * @param kind what happens
 * @param side the only side it strikes
 * @param method the only HTTP method it strikes
 * @param path a regular expression, looked for in the path within the side
 * @param times how many matching requests it strikes; 0 means for ever; 1 by default
 * @param probability how likely it strikes a matching request, above 0 and up to 1; 1 by default
 * @param status the HTTP status of kinds that answer; each has a default
 * @param headers further headers of kinds that answer
 * @param body the body of {@link Kind#ANSWER}
 * @param code the SalesIQ error code of {@link Kind#TOKEN_REJECTED}: 1008 by default, or 1002
 * @param delayMillis the pause of the delays, 1,000 by default; between two bytes of a slow answer
 *     100
 * @param trace the trace id (W3C Trace Context) of the only requests it strikes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    Kind kind,
    @Nullable Side side,
    @Nullable String method,
    @Nullable String path,
    @Nullable Integer times,
    @Nullable Double probability,
    @Nullable Integer status,
    @Nullable Map<String, String> headers,
    @Nullable String body,
    @Nullable Integer code,
    @Nullable Long delayMillis,
    @Nullable String trace) {

  /** What happens to the request. "Commit" means that Zoho carries it out. */
  public enum Kind {
    /** Answers the given status, headers and body; nothing is committed. */
    @JsonProperty("answer")
    ANSWER,
    /** Rejects the token in the manner of the side; nothing is committed. */
    @JsonProperty("token-rejected")
    TOKEN_REJECTED,
    /** 429 with Retry-After: the day's credits are used up. */
    @JsonProperty("daily-limit")
    DAILY_LIMIT,
    /** 429 without Retry-After: too many calls at the same time. */
    @JsonProperty("concurrency-limit")
    CONCURRENCY_LIMIT,
    /** SalesIQ 1023: the address is locked for a while. */
    @JsonProperty("rate-lock")
    RATE_LOCK,
    /** An error of the server in the manner of the side, 500 by default; nothing is committed. */
    @JsonProperty("server-error")
    SERVER_ERROR,
    /** An HTML error page, 502 by default; nothing is committed. */
    @JsonProperty("html-page")
    HTML_PAGE,
    /** No body at all, 200 by default; nothing is committed. */
    @JsonProperty("empty-body")
    EMPTY_BODY,
    /** Commits, sends half of the answer and closes. */
    @JsonProperty("cut-body")
    CUT_BODY,
    /** Commits, sends half of the answer's head and closes. */
    @JsonProperty("cut-head")
    CUT_HEAD,
    /** Commits, then sends the answer byte by byte with pauses. */
    @JsonProperty("slow-answer")
    SLOW_ANSWER,
    /** Waits, then commits and answers. */
    @JsonProperty("delay")
    DELAY,
    /** Commits, waits, then answers. */
    @JsonProperty("delay-after-commit")
    DELAY_AFTER_COMMIT,
    /** Commits, then answers an error of the server, 500 by default. */
    @JsonProperty("commit-then-error")
    COMMIT_THEN_ERROR,
    /** Commits, then resets the connection. */
    @JsonProperty("commit-then-reset")
    COMMIT_THEN_RESET,
    /** Resets the connection; nothing is committed. */
    @JsonProperty("reset")
    RESET,
    /** Commits, then says nothing until the client gives up. */
    @JsonProperty("commit-then-hang")
    COMMIT_THEN_HANG,
    /** Says nothing until the client gives up; nothing is committed. */
    @JsonProperty("hang")
    HANG
  }

  public Fault {
    if (kind == null) {
      throw new IllegalArgumentException("kind: null (expected: what happens)");
    }
    if (times != null && times < 0) {
      throw new IllegalArgumentException("times: " + times + " (expected: 0 or more)");
    }
    if (probability != null && !(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: above 0, up to 1)");
    }
    if (status != null && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
    }
    if (delayMillis != null && delayMillis < 0) {
      throw new IllegalArgumentException("delayMillis: " + delayMillis + " (expected: 0 or more)");
    }
    if (path != null) {
      requirePattern(path);
    }
    method = method == null ? null : method.toUpperCase(Locale.ROOT);
    headers = headers == null ? null : Map.copyOf(headers);
  }

  /** Strikes the next request, whichever it is. */
  public static Fault of(Kind kind) {
    return new Fault(kind, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Answers the next request with this and commits nothing. */
  public static Fault answer(int status, String body) {
    return of(Kind.ANSWER).withStatus(status).withBody(body);
  }

  public Fault on(Side onlySide) {
    return new Fault(
        kind,
        onlySide,
        method,
        path,
        times,
        probability,
        status,
        headers,
        body,
        code,
        delayMillis,
        trace);
  }

  /** Strikes only this method on paths in which the regular expression is found. */
  public Fault on(Side onlySide, String onlyMethod, String pathRegex) {
    return new Fault(
        kind,
        onlySide,
        onlyMethod,
        pathRegex,
        times,
        probability,
        status,
        headers,
        body,
        code,
        delayMillis,
        trace);
  }

  /** Strikes this many matching requests; 0 means for ever. */
  public Fault times(int count) {
    return new Fault(
        kind,
        side,
        method,
        path,
        count,
        probability,
        status,
        headers,
        body,
        code,
        delayMillis,
        trace);
  }

  public Fault forEver() {
    return times(0);
  }

  public Fault withProbability(double chance) {
    return new Fault(
        kind, side, method, path, times, chance, status, headers, body, code, delayMillis, trace);
  }

  public Fault withStatus(int newStatus) {
    return new Fault(
        kind,
        side,
        method,
        path,
        times,
        probability,
        newStatus,
        headers,
        body,
        code,
        delayMillis,
        trace);
  }

  public Fault withHeaders(Map<String, String> more) {
    return new Fault(
        kind, side, method, path, times, probability, status, more, body, code, delayMillis, trace);
  }

  public Fault withBody(String newBody) {
    return new Fault(
        kind,
        side,
        method,
        path,
        times,
        probability,
        status,
        headers,
        newBody,
        code,
        delayMillis,
        trace);
  }

  public Fault withCode(int newCode) {
    return new Fault(
        kind,
        side,
        method,
        path,
        times,
        probability,
        status,
        headers,
        body,
        newCode,
        delayMillis,
        trace);
  }

  public Fault withDelay(Duration delay) {
    return new Fault(
        kind,
        side,
        method,
        path,
        times,
        probability,
        status,
        headers,
        body,
        code,
        delay.toMillis(),
        trace);
  }

  /** Strikes only requests of this trace. */
  public Fault onTrace(String traceId) {
    return new Fault(
        kind,
        side,
        method,
        path,
        times,
        probability,
        status,
        headers,
        body,
        code,
        delayMillis,
        traceId);
  }

  boolean matches(Side asked, Request request) {
    return (side == null || side == asked)
        && (trace == null || request.header("traceparent").contains(trace))
        && (method == null || method.equals(request.method()))
        && (path == null || Pattern.compile(path).matcher(request.path()).find());
  }

  int strikes() {
    return times == null ? 1 : times;
  }

  double chance() {
    return probability == null ? 1 : probability;
  }

  int statusOr(int standard) {
    return status == null ? standard : status;
  }

  Duration delay() {
    return delayOr(1000);
  }

  Duration delayOr(long standardMillis) {
    return Duration.ofMillis(delayMillis == null ? standardMillis : delayMillis);
  }

  private static void requirePattern(String path) {
    try {
      Pattern.compile(path);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("path: " + path + " (expected: a regular expression)", e);
    }
  }
}
