package dev.handoff.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** What a fault answers, in the manner of the side it strikes. */
final class FaultAnswers {

  private static final String SECONDS_TO_WAIT = "60";

  private final Supplier<Switches> switches;

  FaultAnswers(Supplier<Switches> switches) {
    this.switches = switches;
  }

  Answer answer(Fault fault, Side side) {
    Answer answer = plain(fault, side);
    for (Map.Entry<String, String> header : headers(fault).entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }

  private Answer plain(Fault fault, Side side) {
    return switch (fault.kind()) {
      case ANSWER -> given(fault);
      case TOKEN_REJECTED -> tokenRejected(fault, side);
      case DAILY_LIMIT ->
          DeskErrors.answer(
                  fault.statusOr(429), "THRESHOLD_EXCEEDED", "The API credits are used up.")
              .with("Retry-After", SECONDS_TO_WAIT);
      case CONCURRENCY_LIMIT ->
          DeskErrors.answer(
              fault.statusOr(429), "TOO_MANY_REQUESTS", "Too many calls at the same time.");
      case RATE_LOCK ->
          SalesIqErrors.answer(fault.statusOr(switches.get().salesiqErrorStatus()), 1023);
      case HTML_PAGE ->
          Answer.html(
              fault.statusOr(502),
              "<!doctype html><html><body><h1>Something went wrong</h1></body></html>");
      case EMPTY_BODY -> Answer.empty(fault.statusOr(200));
      default -> serverError(fault.statusOr(500), side);
    };
  }

  private static Answer given(Fault fault) {
    String body = fault.body() == null ? "" : fault.body();
    Answer answer =
        new Answer(fault.statusOr(200), Map.of(), body.getBytes(StandardCharsets.UTF_8));
    return body.startsWith("{")
        ? answer.with("Content-Type", "application/json;charset=UTF-8")
        : answer;
  }

  private Answer tokenRejected(Fault fault, Side side) {
    Switches now = switches.get();
    return switch (side) {
      case ACCOUNTS ->
          Answer.json(
              fault.statusOr(now.accountsErrorStatus()),
              Json.object().put("error", "invalid_code"));
      case DESK -> DeskErrors.invalidToken(fault.statusOr(401));
      case SALESIQ ->
          SalesIqErrors.answer(
              fault.statusOr(now.salesiqTokenStatus()), fault.code() == null ? 1008 : fault.code());
    };
  }

  private static Answer serverError(int status, Side side) {
    return switch (side) {
      case ACCOUNTS -> Answer.html(status, "<html><body>Service unavailable</body></html>");
      case DESK ->
          DeskErrors.answer(status, "INTERNAL_SERVER_ERROR", "An internal error occurred.");
      case SALESIQ -> SalesIqErrors.answer(status, 1001);
    };
  }

  private static Map<String, String> headers(Fault fault) {
    return fault.headers() == null ? Map.of() : fault.headers();
  }
}
