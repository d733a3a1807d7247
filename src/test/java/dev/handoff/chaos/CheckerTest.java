package dev.handoff.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.chaos.History.Asked;
import dev.handoff.chaos.History.Made;
import dev.handoff.chaos.History.Person;
import dev.handoff.chaos.History.Refresh;
import dev.handoff.chaos.History.Stored;
import dev.handoff.chaos.History.What;
import dev.handoff.chaos.Violation.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker must see what it is there for: each broken promise, planted into a good history. */
class CheckerTest {

  private static final String TALK = "api:talk";

  private final List<Asked> asked = new ArrayList<>();
  private final List<Stored> stored = new ArrayList<>();
  private final List<Made> made = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final List<Refresh> refreshes = new ArrayList<>();
  private final List<String> oddities = new ArrayList<>();

  @BeforeEach
  void goodHistory() {
    people.add(new Person("7", "ana@example.test", null));
    handoff(1, What.TICKET);
    handoff(2, What.CALLBACK);
    handoff(3, What.CHAT);
    messages.add("103");
  }

  private void handoff(int n, What what) {
    asked.add(new Asked(TALK, what, "parcel " + n, "ana@example.test", null, true, "h" + n));
    stored.add(new Stored("h" + n, TALK, n, "delivered", "ref" + n, null, String.valueOf(100 + n)));
    made.add(record(100 + n, what, n));
  }

  private static Made record(long id, What what, int n) {
    String contact = what == What.CHAT ? null : "7";
    return new Made(what, id, "<b>Reference:</b> ref" + n + "<br>parcel " + n, contact);
  }

  private List<Violation> violations() {
    return Checker.check(new History(asked, stored, made, people, messages, refreshes, oddities));
  }

  private Set<Promise> broken() {
    return violations().stream().map(Violation::promise).collect(Collectors.toSet());
  }

  private void changeStored(int index, UnaryOperator<Stored> change) {
    stored.set(index, change.apply(stored.get(index)));
  }

  private static UnaryOperator<Stored> state(String state) {
    return row ->
        new Stored(
            row.id(),
            row.conversation(),
            row.entry(),
            state,
            row.correlation(),
            row.error(),
            row.zohoId());
  }

  @Test
  void findsNothingWrongWithGoodHistory() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void doesNotMissWhatNobodyWasToldToHaveBeenAccepted() {
    Asked last = asked.get(2);
    asked.set(2, new Asked(TALK, last.what(), last.marker(), last.email(), null, false, null));
    assertThat(violations()).isEmpty();

    stored.remove(2);
    made.remove(2);

    assertThat(violations()).isEmpty();
  }

  @Test
  void seesHandoffThatIsNotInTheDatabase() {
    stored.remove(2);
    made.remove(2);

    assertThat(broken()).containsExactly(Promise.LOST);
  }

  @Test
  void seesDeliveredHandoffWithoutRecordAtZoho() {
    made.remove(1);

    assertThat(broken()).containsExactly(Promise.LOST);
    assertThat(violations().get(0).what()).contains("h2");
  }

  @Test
  void seesHandoffThatIsStillOpen() {
    changeStored(0, state("retrying"));

    assertThat(broken()).containsExactly(Promise.OPEN);
  }

  @Test
  void seesParkedHandoff() {
    changeStored(0, state("parked"));

    assertThat(broken()).containsExactly(Promise.PARKED);
  }

  @Test
  void seesRecordMadeTwice() {
    made.add(record(104, What.CALLBACK, 2));

    assertThat(broken()).contains(Promise.DOUBLED);
    assertThat(violations().get(0).what()).contains("CALLBACK 102, CALLBACK 104");
  }

  @Test
  void seesContactMadeTwiceInAnyCase() {
    people.add(new Person("8", "ANA@example.test", null));

    assertThat(broken()).containsExactly(Promise.DOUBLED);
  }

  @Test
  void seesContactOfOnePhoneMadeTwice() {
    people.add(new Person("8", null, "+15145550100"));
    people.add(new Person("9", null, "15145550100"));

    assertThat(broken()).containsExactly(Promise.DOUBLED);
  }

  @Test
  void seesMessageSentTwice() {
    messages.add("103");

    assertThat(broken()).containsExactly(Promise.DOUBLED);
  }

  @Test
  void seesRequestAcceptedTwice() {
    stored.add(new Stored("h4", TALK, 4, "delivered", "ref4", null, "104"));

    assertThat(broken()).containsExactly(Promise.UNASKED);
  }

  @Test
  void seesRecordNobodyAskedFor() {
    made.add(new Made(What.TICKET, 104, "no reference at all", "7"));

    assertThat(broken()).containsExactly(Promise.UNASKED);
  }

  @Test
  void seesConversationNobodyHad() {
    stored.add(new Stored("h9", "api:other", 1, "delivered", "ref9", null, "109"));

    assertThat(broken()).containsExactly(Promise.UNASKED);
  }

  @Test
  void seesRecordsMadeInAnotherOrderThanAccepted() {
    made.set(0, record(105, What.TICKET, 1));
    changeStored(0, row -> new Stored("h1", TALK, 1, "delivered", "ref1", null, "105"));

    assertThat(broken()).containsExactly(Promise.OUT_OF_ORDER);
  }

  @Test
  void seesHandoffsStoredInAnotherOrderThanAcknowledged() {
    asked.add(asked.remove(0));

    assertThat(broken()).contains(Promise.OUT_OF_ORDER);
  }

  @Test
  void seesRecordWithoutItsStory() {
    made.set(0, new Made(What.TICKET, 101, "<b>Reference:</b> ref1<br>", "7"));

    assertThat(broken()).containsExactly(Promise.WRONG_STORY);
  }

  @Test
  void seesRecordOfAnotherKind() {
    made.set(0, record(101, What.CALLBACK, 1));

    assertThat(broken()).containsExactly(Promise.WRONG_STORY);
  }

  @Test
  void seesRecordThatTheJournalDoesNotName() {
    changeStored(0, row -> new Stored("h1", TALK, 1, "delivered", "ref1", null, "999"));

    assertThat(broken()).containsExactly(Promise.WRONG_STORY);
  }

  @Test
  void seesTicketOfAnotherPerson() {
    people.add(new Person("8", "bob@example.test", null));
    made.set(0, new Made(What.TICKET, 101, made.get(0).text(), "8"));

    assertThat(broken()).containsExactly(Promise.WRONG_STORY);
  }

  @Test
  void seesEleventhRefreshWithinTenMinutes() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 10; i++) {
      refreshes.add(new Refresh("ordinary", start.plusSeconds(i)));
      refreshes.add(new Refresh("organisation", start.plusSeconds(i)));
    }
    refreshes.add(new Refresh("ordinary", start.plusSeconds(601)));
    assertThat(violations()).isEmpty();

    refreshes.add(new Refresh("ordinary", start.plusSeconds(11)));

    assertThat(broken()).containsExactly(Promise.REFRESHED);
  }

  @Test
  void seesWhatTheClientsFoundOdd() {
    oddities.add("node-1 answered 500");

    assertThat(broken()).containsExactly(Promise.ODD_ANSWER);
  }
}
