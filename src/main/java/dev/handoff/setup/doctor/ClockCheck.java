package dev.handoff.setup.doctor;

import dev.handoff.zoho.ZohoPlaces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * How far this machine's clock is from Zoho's, by the {@code Date} of an answer of Zoho Accounts
 * (its public list of servers, oauth.md section 1).
 */
final class ClockCheck implements Check {

  static final String NAME = "clock";

  private static final Duration WARN = Duration.ofSeconds(30);
  private static final Duration FAIL = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String REMEDY =
      "Let this machine keep its time by NTP (timedatectl set-ntp true).";

  private final ZohoPlaces places;
  private final InstantSource clock;

  ClockCheck(ZohoPlaces places, InstantSource clock) {
    this.places = places;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(HostCheck.ACCOUNTS);
  }

  @Override
  public List<Finding> look() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(places.now().accounts() + "/oauth/serverinfo"))
            .timeout(PATIENCE)
            .build();
    HttpResponse<Void> answer =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .build()
            .send(request, BodyHandlers.discarding());
    Instant here = clock.instant();
    return List.of(
        date(answer)
            .map(there -> judge(Duration.between(there, here)))
            .orElseGet(() -> Finding.notChecked(NAME, "Zoho Accounts told no time in its answer")));
  }

  private static Optional<Instant> date(HttpResponse<Void> answer) {
    try {
      return answer
          .headers()
          .firstValue("Date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** The header tells whole seconds, and the way takes its time. */
  private static Finding judge(Duration ahead) {
    String what =
        "this machine's clock is %d s %s Zoho's"
            .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    if (ahead.abs().compareTo(FAIL) > 0) {
      return Finding.failed(NAME, what, REMEDY);
    }
    return ahead.abs().compareTo(WARN) > 0
        ? Finding.warning(NAME, what, REMEDY)
        : Finding.ok(NAME, "this machine's clock agrees with Zoho's to a few seconds");
  }
}
