package dev.handoff.sandbox;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/**
 * One request on its way through a side and, perhaps, through a fault. Logged before the client can
 * see the end.
 */
final class Exchange {

  /** Carries the request out as Zoho would. */
  @FunctionalInterface
  interface Commit {
    Answer carryOut(Request request);
  }

  private static final long PAUSE_BETWEEN_BYTES = 100;

  private final Side side;
  private final Request request;
  private final Connection connection;
  private final Instant at;
  private final RequestLog log;

  Exchange(Side side, Request request, Connection connection, Instant at, RequestLog log) {
    this.side = side;
    this.request = request;
    this.connection = connection;
    this.at = at;
    this.log = log;
  }

  /** Runs {@code commit} or not, and ends the request, as the fault has it. */
  void run(Optional<Fault> fault, Commit commit, Function<Fault, Answer> faultAnswer)
      throws IOException {
    if (fault.isEmpty()) {
      send(commit.carryOut(request));
      return;
    }
    switch (fault.get().kind()) {
      case ANSWER,
          TOKEN_REJECTED,
          DAILY_LIMIT,
          CONCURRENCY_LIMIT,
          RATE_LOCK,
          SERVER_ERROR,
          HTML_PAGE,
          EMPTY_BODY ->
          send(faultAnswer.apply(fault.get()));
      case CUT_BODY -> {
        Answer answer = commit.carryOut(request);
        record(answer.status());
        connection.cut(answer);
      }
      case CUT_HEAD -> {
        Answer answer = commit.carryOut(request);
        record(answer.status());
        connection.cutHead(answer);
      }
      case SLOW_ANSWER -> {
        Answer answer = commit.carryOut(request);
        record(answer.status());
        connection.dribble(answer, fault.get().delayOr(PAUSE_BETWEEN_BYTES));
      }
      case DELAY -> {
        pause(fault.get());
        send(commit.carryOut(request));
      }
      case DELAY_AFTER_COMMIT -> {
        Answer answer = commit.carryOut(request);
        pause(fault.get());
        send(answer);
      }
      case COMMIT_THEN_ERROR -> {
        commit.carryOut(request);
        send(faultAnswer.apply(fault.get()));
      }
      case COMMIT_THEN_RESET -> {
        commit.carryOut(request);
        reset();
      }
      case RESET -> reset();
      case COMMIT_THEN_HANG -> {
        commit.carryOut(request);
        hang();
      }
      case HANG -> hang();
    }
  }

  void send(Answer answer) throws IOException {
    record(answer.status());
    connection.send(answer.with("Date", date()), request.method().equals("HEAD"));
  }

  private String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  private void reset() throws IOException {
    record(0);
    connection.reset();
  }

  private void hang() throws IOException {
    record(0);
    connection.hang();
  }

  private static void pause(Fault fault) throws IOException {
    Connection.pause(fault.delay());
  }

  private void record(int status) {
    log.add(
        new LoggedRequest(
            at,
            side,
            request.method(),
            request.path(),
            request.rawQuery(),
            request.headers(),
            request.text(),
            status));
  }
}
