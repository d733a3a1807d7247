package dev.handoff.chaos;

import dev.handoff.chaos.History.Asked;
import dev.handoff.chaos.History.Made;
import dev.handoff.chaos.History.Person;
import dev.handoff.chaos.History.Refresh;
import dev.handoff.chaos.History.Stored;
import dev.handoff.chaos.Violation.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds a history against what the gateway promises. */
final class Checker {

  private static final Pattern REFERENCE = Pattern.compile("Reference:(?:</b>)? ([^\\s<]+)");
  private static final int REFRESHES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final History history;
  private final Map<String, List<Stored>> stored;
  private final Map<String, List<Made>> made;
  private final Map<String, Person> people;
  private final List<Violation> violations = new ArrayList<>();

  private Checker(History history) {
    this.history = history;
    this.stored =
        history.stored().stream()
            .sorted(Comparator.comparingLong(Stored::entry))
            .collect(Collectors.groupingBy(Stored::conversation));
    this.made = history.made().stream().collect(Collectors.groupingBy(Checker::reference));
    this.people =
        history.people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
  }

  /** Everything that is wrong with it. */
  static List<Violation> check(History history) {
    return new Checker(history).check();
  }

  private static String reference(Made record) {
    Matcher reference = REFERENCE.matcher(record.text());
    return reference.find() ? reference.group(1) : "none";
  }

  private List<Violation> check() {
    Map<String, List<Asked>> asked = new LinkedHashMap<>();
    history
        .asked()
        .forEach(
            one -> asked.computeIfAbsent(one.conversation(), key -> new ArrayList<>()).add(one));
    asked.forEach(this::conversation);
    nobodyElse(asked);
    once(history.people(), Checker::address, "contact");
    once(history.messages(), id -> "the conversation " + id, "message in");
    refreshes();
    history.oddities().forEach(oddity -> broken(Promise.ODD_ANSWER, oddity));
    return violations;
  }

  /** What was asked for is in the database, place by place, and at most one place more. */
  private void conversation(String key, List<Asked> asked) {
    List<Stored> rows = stored.getOrDefault(key, List.of());
    List<Made> records = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Asked one = asked.get(i);
      if (i >= rows.size()) {
        if (one.acknowledged()) {
          broken(Promise.LOST, one + " is not in the database");
        }
        continue;
      }
      Stored row = rows.get(i);
      if (one.handoffId() != null && !one.handoffId().equals(row.id())) {
        broken(
            Promise.OUT_OF_ORDER, one + " is not handoff " + (i + 1) + " of it, which is " + row);
      }
      delivered(one, row, records);
    }
    rows.stream()
        .skip(asked.size())
        .forEach(row -> broken(Promise.UNASKED, "more handoffs than requests: " + row));
    inOrder(key, records);
  }

  private void delivered(Asked asked, Stored row, List<Made> records) {
    List<Made> own = made.getOrDefault(row.correlation(), List.of());
    if (row.state().equals("parked")) {
      broken(Promise.PARKED, row + " because of " + row.error());
    } else if (!row.state().equals("delivered")) {
      broken(Promise.OPEN, row + ", last error " + row.error());
    } else if (own.isEmpty()) {
      broken(Promise.LOST, row + " is delivered, but nothing at Zoho carries its reference");
    }
    if (own.size() > 1) {
      broken(Promise.DOUBLED, row + ": " + ids(own));
    }
    own.forEach(record -> story(asked, row, record));
    records.addAll(own);
  }

  private void story(Asked asked, Stored row, Made record) {
    String which = record.what() + " " + record.id() + " of " + row;
    if (record.what() != asked.what()) {
      broken(Promise.WRONG_STORY, which + " should be a " + asked.what());
    }
    if (!record.text().contains(asked.marker())) {
      broken(Promise.WRONG_STORY, which + " does not tell '" + asked.marker() + "'");
    }
    if (row.zohoId() != null && !row.zohoId().equals(String.valueOf(record.id()))) {
      broken(Promise.WRONG_STORY, which + " is not the one in the journal, " + row.zohoId());
    }
    if (record.contactId() != null) {
      Person person = people.get(record.contactId());
      if (person == null || !isSame(asked, person)) {
        broken(Promise.WRONG_STORY, which + " belongs to " + person + ", not to " + asked);
      }
    }
  }

  private static boolean isSame(Asked asked, Person person) {
    return asked.email() != null
        ? asked.email().equalsIgnoreCase(person.email())
        : digits(asked.phone()).equals(digits(person.phone()));
  }

  private void inOrder(String key, List<Made> records) {
    for (int i = 1; i < records.size(); i++) {
      if (records.get(i - 1).id() > records.get(i).id()) {
        broken(
            Promise.OUT_OF_ORDER,
            "conversation " + key + ": " + ids(records) + " are in the order of acceptance");
      }
    }
  }

  private void nobodyElse(Map<String, List<Asked>> asked) {
    stored.forEach(
        (key, rows) -> {
          if (!asked.containsKey(key)) {
            broken(Promise.UNASKED, "a conversation that no client knows: " + rows);
          }
        });
    TreeSet<String> known =
        history.stored().stream()
            .map(Stored::correlation)
            .collect(Collectors.toCollection(TreeSet::new));
    made.forEach(
        (reference, records) -> {
          if (!known.contains(reference)) {
            broken(Promise.UNASKED, ids(records) + " with the reference " + reference);
          }
        });
  }

  private static String address(Person person) {
    return person.email() != null
        ? person.email().toLowerCase(Locale.ROOT)
        : digits(person.phone());
  }

  private <T> void once(List<T> all, Function<T, String> key, String word) {
    all.stream()
        .collect(Collectors.groupingBy(key))
        .forEach(
            (name, same) -> {
              if (same.size() > 1) {
                broken(Promise.DOUBLED, word + " " + name + ", " + same.size() + " times: " + same);
              }
            });
  }

  private void refreshes() {
    Map<String, List<Instant>> times = new HashMap<>();
    history
        .refreshes()
        .forEach(
            one -> times.computeIfAbsent(one.credential(), key -> new ArrayList<>()).add(one.at()));
    times.forEach(
        (credential, all) -> {
          List<Instant> sorted = all.stream().sorted().toList();
          for (int i = REFRESHES; i < sorted.size(); i++) {
            if (sorted.get(i - REFRESHES).plus(WINDOW).isAfter(sorted.get(i))) {
              broken(
                  Promise.REFRESHED,
                  credential + ": more than " + REFRESHES + " before " + sorted.get(i));
            }
          }
        });
  }

  /** The most refreshes of one credential within ten minutes. */
  static long mostRefreshes(List<Refresh> refreshes) {
    return refreshes.stream()
        .mapToLong(
            last ->
                refreshes.stream()
                    .filter(one -> one.credential().equals(last.credential()))
                    .filter(one -> !one.at().isAfter(last.at()))
                    .filter(one -> one.at().plus(WINDOW).isAfter(last.at()))
                    .count())
        .max()
        .orElse(0);
  }

  private static String ids(List<Made> records) {
    return records.stream()
        .flatMap(record -> Stream.of(record.what() + " " + record.id()))
        .collect(Collectors.joining(", "));
  }

  private static String digits(String text) {
    return text == null ? "" : text.replaceAll("\\D", "");
  }

  private void broken(Promise promise, String what) {
    violations.add(new Violation(promise, what));
  }
}
