package dev.handoff.intake.zobot;

import dev.handoff.callback.SpokenTime;
import dev.handoff.callback.TimeReading;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The days or moments among which the visitor is to choose, as a numbered list. */
final class Options {

  private static final List<String> NUMBERS =
      List.of("one", "two", "three", "four", "five", "six", "seven");

  private static final List<String> ORDINALS =
      List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh");

  private static final Pattern PLACE_AND_MORE =
      Pattern.compile(
          "\\W{0,3}(?:option |number )?(\\d)(?:[,:;)]\\s+|\\.?\\s+(?=(?:at|and)\\s))(\\S.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /**
   * What the visitor picked.
   *
   * @param rest what else the message says; may be empty
   */
  record Pick(TimeReading time, String rest) {}

  private record Option(TimeReading time, String spelled) {}

  private final List<Option> options;

  private Options(List<Option> options) {
    this.options = options;
  }

  static Options of(CallbackDraft draft, ZoneId zone, @Nullable String language) {
    Stream<Option> days =
        draft.days().stream()
            .map(day -> new Option(new TimeReading.DateOnly(day), SpokenTime.of(day, language)));
    Stream<Option> moments =
        draft.choices().stream()
            .map(each -> each.atZone(zone))
            .map(at -> new Option(new TimeReading.Found(at), SpokenTime.of(at, language)));
    return new Options(Stream.concat(days, moments).toList());
  }

  boolean isEmpty() {
    return options.isEmpty();
  }

  String lines() {
    return IntStream.range(0, options.size())
        .mapToObj(i -> (i + 1) + ". " + options.get(i).spelled())
        .collect(Collectors.joining("\n"));
  }

  /** The option named by its place in the list, as it was spelled, or by its day of the month. */
  Optional<Pick> picked(String text) {
    if (options.isEmpty()) {
      return Optional.empty();
    }
    Wording said = Wording.of(text);
    return IntStream.range(0, options.size())
        .filter(i -> isPlace(i, said) || said.is(options.get(i).spelled()))
        .mapToObj(i -> options.get(i).time())
        .findFirst()
        .or(() -> options.stream().map(Option::time).filter(time -> isDay(time, said)).findFirst())
        .map(time -> new Pick(time, ""))
        .or(() -> pickedWithMore(text));
  }

  /** "2, at 3 PM" */
  private Optional<Pick> pickedWithMore(String text) {
    Matcher matcher = PLACE_AND_MORE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int place = Integer.parseInt(matcher.group(1));
    return place < 1 || place > options.size()
        ? Optional.empty()
        : Optional.of(new Pick(options.get(place - 1).time(), matcher.group(2)));
  }

  private static boolean isPlace(int index, Wording said) {
    int place = index + 1;
    return said.isAny(List.of("" + place, "option " + place, "number " + place))
        || (index < NUMBERS.size() && isSpelled(NUMBERS.get(index), ORDINALS.get(index), said));
  }

  private static boolean isSpelled(String number, String ordinal, Wording said) {
    return said.isAny(List.of(number, "option " + number, "number " + number))
        || said.isAny(List.of(ordinal, ordinal + " one", ordinal + " option"));
  }

  private static boolean isDay(TimeReading time, Wording said) {
    return time instanceof TimeReading.DateOnly day && said.is("" + day.date().getDayOfMonth());
  }
}
