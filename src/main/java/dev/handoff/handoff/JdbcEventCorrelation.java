package dev.handoff.handoff;

import dev.handoff.handoff.KeptEvents.Kept;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcEventCorrelation implements EventCorrelation, EarlyEvents {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final TransactionTemplate tx;
  private final References references;
  private final JdbcConversations conversations;
  private final HumanSide humanSide;
  private final KeptEvents kept;
  private final RelayProperties settings;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  JdbcEventCorrelation(
      TransactionTemplate tx,
      References references,
      JdbcConversations conversations,
      HumanSide humanSide,
      KeptEvents kept,
      RelayProperties settings,
      ApplicationEventPublisher events,
      Clock clock) {
    this.tx = tx;
    this.references = references;
    this.conversations = conversations;
    this.humanSide = humanSide;
    this.kept = kept;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Told hear(String tenant, String kind, List<String> ids, HumanEvent event) {
    if (ids.isEmpty()) {
      return Told.DROPPED;
    }
    return tx.execute(
        status ->
            references
                .find(tenant, kind, ids)
                .map(about -> tell(about, tenant, kind, ids, event))
                .orElseGet(() -> keep(tenant, kind, ids, event)));
  }

  /**
   * What came before it and still waits is told first, in the order in which it happened. The
   * conversation is locked before what was kept, as by whoever erases it.
   */
  private Told tell(
      ZohoReference about, String tenant, String kind, List<String> ids, HumanEvent event) {
    if (conversations.lock(about.conversation()).isErased()) {
      return Told.STALE;
    }
    if (ids.size() > 1) {
      references.learn(about, kind, ids);
    }
    List<KeptName> names = kept.named(tenant, kind, ids);
    List<HumanEvent> all = new ArrayList<>();
    for (KeptName name : names) {
      taken(name).forEach(one -> all.add(one.event()));
    }
    all.add(event);
    all.sort(Comparator.comparing(HumanEvent::at));
    Told told = Told.STALE;
    for (HumanEvent one : all) {
      Told itself = told(humanSide.hear(about, one));
      if (one == event) {
        told = itself;
      } else {
        count(one, itself);
      }
    }
    return told;
  }

  /** What was kept under this name, and is no more. */
  private List<Kept> taken(KeptName name) {
    List<Kept> waiting = kept.lock(name);
    waiting.forEach(kept::delete);
    kept.tidy(name);
    return waiting;
  }

  private static Told told(HumanSide.Heard heard) {
    return switch (heard) {
      case APPLIED -> Told.APPLIED;
      case REPEATED -> Told.REPEATED;
      case STALE -> Told.STALE;
    };
  }

  private Told keep(String tenant, String kind, List<String> ids, HumanEvent event) {
    if (kept.count(tenant) >= settings.unknownMost()) {
      return Told.DROPPED;
    }
    Instant now = clock.instant();
    List<KeptName> names = kept.named(tenant, kind, ids);
    KeptName name = names.isEmpty() ? KeptEvents.name(tenant, kind, ids) : names.get(0);
    kept.put(name, ids, event, now, now.plus(settings.unknownKept()), now.plus(FIRST));
    return Told.KEPT;
  }

  @Override
  public Optional<Instant> lookAgain(KeptEventId event) {
    return tx.execute(
        status -> {
          KeptName name = event.conversation();
          references
              .find(name.tenant(), name.kind(), ids(name))
              .ifPresentOrElse(about -> tell(about, name), () -> drop(name));
          Instant now = clock.instant();
          return kept.since(event).map(since -> now.plus(pause(Duration.between(since, now))));
        });
  }

  /** Its name is one of them, lest they were tidied up while this event was put beside another. */
  private List<String> ids(KeptName name) {
    List<String> ids = kept.ids(name);
    return ids.isEmpty() ? List.of(name.reference()) : ids;
  }

  private void tell(ZohoReference about, KeptName name) {
    if (conversations.lock(about.conversation()).isErased()) {
      return;
    }
    references.learn(about, name.kind(), kept.ids(name));
    taken(name).forEach(one -> count(one.event(), told(humanSide.hear(about, one.event()))));
  }

  private void drop(KeptName name) {
    Instant now = clock.instant();
    for (Kept one : kept.lock(name)) {
      if (!one.until().isAfter(now)) {
        kept.delete(one);
        count(one.event(), Told.DROPPED);
      }
    }
    kept.tidy(name);
  }

  /**
   * The longer it has waited, the rarer somebody looks: most that have waited long are of chats
   * that are nobody's here, and a delivery that goes on wakes what waits for it.
   */
  private static Duration pause(Duration waited) {
    if (waited.compareTo(FIRST) < 0) {
      return FIRST;
    }
    Duration longest = waited.compareTo(FRESH) > 0 ? LONGEST : SOON;
    return waited.compareTo(longest) > 0 ? longest : waited;
  }

  @Override
  public void known(Handoff handoff) {
    String tenant = handoff.conversation().tenant();
    if (kept.count(tenant) == 0) {
      return;
    }
    List<String> ids = references.of(tenant, handoff.id(), References.SALESIQ);
    if (!ids.isEmpty()) {
      tx.executeWithoutResult(
          status ->
              kept.named(tenant, References.SALESIQ, ids)
                  .forEach(name -> kept.wake(name, clock.instant())));
    }
  }

  private void count(HumanEvent event, Told told) {
    AfterCommit.run(() -> events.publishEvent(EventHeard.of(event, told)));
  }
}
