package dev.handoff.callback;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Readings as the tables of cases spell them. */
final class Told {

  private final DateTimeFormatter moment;

  private Told(String pattern) {
    this.moment = DateTimeFormatter.ofPattern(pattern);
  }

  static String phone(PhoneReading phone) {
    if (phone instanceof PhoneReading.Found found) {
      return found.number();
    }
    if (phone instanceof PhoneReading.TooShort tooShort) {
      return "too short " + tooShort.seen();
    }
    return phone instanceof PhoneReading.TooLong tooLong ? "too long " + tooLong.seen() : "nothing";
  }

  static String time(TimeReading time) {
    return new Told("uuuu-MM-dd HH:mm").tell(time);
  }

  static String timeWithOffset(TimeReading time) {
    return new Told("uuuu-MM-dd HH:mm XXX").tell(time);
  }

  private String tell(TimeReading time) {
    if (time instanceof TimeReading.Found found) {
      return moment.format(found.at());
    }
    if (time instanceof TimeReading.DateOnly day) {
      return "day " + day.date();
    }
    if (time instanceof TimeReading.Ambiguous open) {
      return "which " + all(open.choices());
    }
    if (time instanceof TimeReading.AmbiguousDate open) {
      return "which day "
          + open.choices().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
    if (time instanceof TimeReading.Past past) {
      return "past " + moment.format(past.at());
    }
    return time instanceof TimeReading.TooFar far
        ? "too far " + moment.format(far.at())
        : "nothing";
  }

  private String all(List<ZonedDateTime> choices) {
    return choices.stream().map(moment::format).collect(Collectors.joining(", "));
  }
}
