package dev.handoff.chaos;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Faults;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Zoho does wrong, spread over all of its calls, and the count of it. Everything passes by
 * itself, so nothing may be parked; nothing contradicts itself (no record made and 429 answered).
 *
 * <p>Tokens are rejected apart from that and rarely: each time costs a refresh, and Zoho allows ten
 * of them in ten minutes.
 */
final class FaultPlan {

  private static final Pattern REFRESH_TOKEN = Pattern.compile("refresh_token=([^&]+)");
  private static final Duration FIRST_TOKEN = Duration.ofSeconds(5);
  private static final Duration SECOND_TOKEN = Duration.ofSeconds(30);
  private static final Duration NEXT_TOKEN = Duration.ofSeconds(150);

  /** These stop everything for a second, so at the load of a run they are rarer than the others. */
  private static final Set<Kind> BUSY = Set.of(Kind.DAILY_LIMIT, Kind.CONCURRENCY_LIMIT);

  private static final double SHARE_OF_BUSY = 0.2;
  private static final List<Kind> OF_ACCOUNTS =
      List.of(Kind.SERVER_ERROR, Kind.HTML_PAGE, Kind.RESET, Kind.COMMIT_THEN_RESET, Kind.HANG);

  private final SimulatedZoho zoho;
  private final Random random;
  private final Map<Long, Kind> single = new LinkedHashMap<>();
  private final AtomicLong calls = new AtomicLong();
  private final ConcurrentLinkedQueue<History.Refresh> refreshes = new ConcurrentLinkedQueue<>();
  private int tokenEvents;
  private Instant nextToken;

  FaultPlan(SimulatedZoho zoho, double share, long seed) {
    this.zoho = zoho;
    this.random = new Random(seed);
    zoho.watch(this::count);
    if (share > 0) {
      spread(share);
      nextToken = Instant.now().plus(FIRST_TOKEN);
    }
  }

  private void count(LoggedRequest request) {
    calls.incrementAndGet();
    if (request.side() == Side.ACCOUNTS) {
      Matcher token = REFRESH_TOKEN.matcher(request.body());
      if (token.find()) {
        refreshes.add(new History.Refresh(credential(token.group(1)), Instant.now()));
      }
    }
  }

  private String credential(String refreshToken) {
    return refreshToken.equals(zoho.settings().ordinary().refreshToken())
        ? "ordinary"
        : "organisation";
  }

  private void spread(double share) {
    List<Fault> faults = new ArrayList<>();
    for (Side side : List.of(Side.DESK, Side.SALESIQ)) {
      for (Kind kind :
          List.of(
              Kind.SERVER_ERROR,
              Kind.HTML_PAGE,
              Kind.EMPTY_BODY,
              Kind.CUT_BODY,
              Kind.RESET,
              Kind.COMMIT_THEN_ERROR,
              Kind.COMMIT_THEN_RESET,
              Kind.COMMIT_THEN_HANG,
              Kind.HANG)) {
        faults.add(Fault.of(kind).on(side));
      }
      faults.add(Fault.of(Kind.SERVER_ERROR).on(side).withStatus(503));
      faults.add(Fault.of(Kind.DELAY).on(side).withDelay(Duration.ofMillis(400)));
      faults.add(Fault.of(Kind.DELAY_AFTER_COMMIT).on(side).withDelay(Duration.ofMillis(400)));
    }
    faults.add(Fault.of(Kind.DAILY_LIMIT).on(Side.DESK).withHeaders(Map.of("Retry-After", "1")));
    faults.add(Fault.of(Kind.CONCURRENCY_LIMIT).on(Side.DESK));
    long onDesk = faults.stream().filter(fault -> fault.side() == Side.DESK).count();
    for (Fault fault : faults) {
      boolean busy = BUSY.contains(fault.kind());
      double chance = share / onDesk * (busy ? SHARE_OF_BUSY : 1);
      zoho.faults().add(fault.forEver().withProbability(chance));
    }
  }

  /** Ends tokens, and lets the accounts server fail, when it is time for that; call it often. */
  void tick() {
    if (nextToken == null || Instant.now().isBefore(nextToken)) {
      return;
    }
    nextToken = Instant.now().plus(tokenEvents == 0 ? SECOND_TOKEN : NEXT_TOKEN);
    switch (tokenEvents++ % 3) {
      case 0 -> zoho.expireAllTokens();
      case 1 -> once(Fault.of(Kind.TOKEN_REJECTED).on(Side.SALESIQ));
      default -> once(Fault.of(Kind.TOKEN_REJECTED).on(Side.DESK));
    }
    if (tokenEvents % 2 == 0) {
      Kind kind = OF_ACCOUNTS.get(random.nextInt(OF_ACCOUNTS.size()));
      once(Fault.of(kind).on(Side.ACCOUNTS));
    }
  }

  private void once(Fault fault) {
    single.put(zoho.faults().add(fault), fault.kind());
  }

  long calls() {
    return calls.get();
  }

  List<History.Refresh> refreshes() {
    return List.copyOf(refreshes);
  }

  /** How many calls each kind has struck so far. */
  Map<Kind, Integer> struck() {
    Map<Kind, Integer> struck = new LinkedHashMap<>();
    List<Faults.Active> active = zoho.faults().list();
    for (Faults.Active one : active) {
      struck.merge(one.fault().kind(), one.struck(), Integer::sum);
    }
    single.forEach(
        (id, kind) -> {
          if (active.stream().noneMatch(one -> one.id() == id)) {
            struck.merge(kind, 1, Integer::sum);
          }
        });
    struck.values().removeIf(count -> count == 0);
    return struck;
  }
}
