package dev.handoff.intake;

import dev.handoff.callback.CallbackWords;
import dev.handoff.callback.Hints;
import dev.handoff.callback.PhoneReading;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Visitor;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Phone numbers as they are taken for a callback. */
@Component
public final class PhoneNumbers {

  private final CallbackWords words;

  public PhoneNumbers(CallbackWords words) {
    this.words = words;
  }

  /**
   * The number in the text, of 7 to 15 digits, as E.164 where the visitor's zone and language tell
   * the numbering plan; null when there is none.
   */
  public @Nullable String find(String text, Handoff handoff) {
    return words.read(text, hints(handoff)).phone() instanceof PhoneReading.Found found
        ? found.number()
        : null;
  }

  private static Hints hints(Handoff handoff) {
    Visitor visitor = handoff.request().visitor();
    CallbackRequest callback = handoff.request().callback();
    ZoneId zone = callback == null ? ZoneOffset.UTC : callback.timeZone();
    return callback == null
        ? Hints.of(visitor.timeZone(), visitor.language(), null, zone)
        : new Hints(zone, visitor.language(), null);
  }
}
