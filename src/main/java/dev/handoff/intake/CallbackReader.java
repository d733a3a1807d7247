package dev.handoff.intake;

import dev.handoff.callback.CallbackWords;
import dev.handoff.callback.Hints;
import dev.handoff.callback.PhoneReading;
import dev.handoff.callback.TimeReading;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Visitor;
import dev.handoff.routing.Reception;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Phone, time and zone of a wish to be called, as the fields of an object. */
@Component
public final class CallbackReader {

  private final CallbackWords words;
  private final Reception reception;

  public CallbackReader(CallbackWords words, Reception reception) {
    this.words = words;
    this.reception = reception;
  }

  /**
   * Null when something is missing or wrong, which is then noted in the fields.
   *
   * @param category of the matter, whose department may have hours of its own; null for none
   */
  public @Nullable CallbackRequest read(
      JsonFields callback, Visitor visitor, @Nullable String category) {
    String phone = callback.requiredText("phone", 64);
    String time = time(callback);
    ZoneId zone = zone(callback, visitor);
    Hints hints = new Hints(zone, visitor.language(), null);
    PhoneReading number = words.read(phone, hints).phone();
    TimeReading at = CallHours.judged(words.read(time, hints).time(), reception, category);
    if (!(number instanceof PhoneReading.Found) && !phone.isEmpty()) {
      callback.rule("phone", "is not a phone number of 7 to 15 digits");
    }
    if (!(at instanceof TimeReading.Found) && !time.isEmpty()) {
      callback.rule("time", CallbackTimes.whyNot(at));
    }
    if (number instanceof PhoneReading.Found found && at instanceof TimeReading.Found moment) {
      return new CallbackRequest(found.number(), moment.at().toInstant(), zone, time);
    }
    return null;
  }

  /** In words, or as ISO 8601 where a program told it in seconds or milliseconds since 1970. */
  private static String time(JsonFields callback) {
    String told = callback.requiredText("time", 200);
    return EpochTimes.isMoment(told) ? EpochTimes.read(told).toString() : told;
  }

  private static ZoneId zone(JsonFields callback, Visitor visitor) {
    String given = callback.text("timeZone", 64);
    String name = given == null ? visitor.timeZone() : given;
    try {
      return name == null ? ZoneId.of("UTC") : ZoneId.of(name, ZoneId.SHORT_IDS);
    } catch (DateTimeException unknown) {
      callback.rule(
          "timeZone", "'" + name + "' is not a time zone (expected: such as Europe/Berlin)");
      return ZoneId.of("UTC");
    }
  }
}
