package dev.handoff.intake;

import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.IdempotencyKeyReusedException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** From exceptions to problem details (RFC 9457); what is inside stays inside. */
@Component
public final class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  /**
   * The answer to a request that failed with {@code failure}, causes included. (Camel's annotation
   * for exceptions would give the innermost cause alone, and not tell a lost connection to the
   * database from any other.)
   *
   * @param route id of the route that failed, for the log; null outside flows
   */
  public HttpAnswer answer(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
      @ExchangeProperty(Exchange.FAILURE_ROUTE_ID) @Nullable String route) {
    RequestProblem problem = ObjectHelper.getException(RequestProblem.class, failure);
    if (problem != null) {
      HttpAnswer answer =
          of(
                  problem.status(),
                  problem.title(),
                  String.valueOf(problem.getMessage()),
                  problem.fields())
              .about(problem.handoff());
      return problem.status() == 503 ? answer.with("Retry-After", "5") : answer;
    }
    IdempotencyKeyReusedException reused =
        ObjectHelper.getException(IdempotencyKeyReusedException.class, failure);
    if (reused != null) {
      return of(422, "Idempotency-Key reused", String.valueOf(reused.getMessage()), List.of());
    }
    if (isStoreFailure(failure)) {
      log.error("the store cannot take a request: {}", FaultText.of(failure));
      return of(
              503,
              "Service unavailable",
              "The database gave no answer, so nothing is promised. Send the same request again.",
              List.of())
          .with("Retry-After", "5");
    }
    log.error(
        "a request failed{}: {}",
        route == null ? "" : " in the route " + route,
        FaultText.of(failure));
    return of(
        500,
        "Internal error",
        "Something went wrong inside the gateway. The log says what.",
        List.of());
  }

  /** A problem with {@code type} about:blank, as the status itself says what it is. */
  public static HttpAnswer of(int status, String title, String detail, List<FieldProblem> fields) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    if (!fields.isEmpty()) {
      body.put("errors", fields);
    }
    return new HttpAnswer(status, HttpAnswer.PROBLEM, Map.of(), body);
  }

  /**
   * 502: Zoho has refused a handoff, or could not be reached for too long.
   *
   * @param what the thing that was to be made, such as {@code ticket}
   */
  public static HttpAnswer refused(Handoff handoff, String what) {
    HandoffError error = handoff.lastError();
    String why = error == null ? "no reason is known" : error.message();
    return of(
        502,
        error != null && error.retryable()
            ? "Zoho could not be reached"
            : "Zoho refused the " + what,
        why + ". The handoff is kept for a person to mend and send again.",
        List.of());
  }

  private static boolean isStoreFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataAccessException
          || cause instanceof TransactionException
          || cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }
}
