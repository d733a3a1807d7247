package dev.handoff.webchat.widget;

import dev.handoff.intake.JsonFields;
import dev.handoff.webchat.WidgetProperties;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor wrote.
 *
 * @param messageId the browser's own name for it: the same one is heard once
 * @param language of the widget, for the bot's own sentences
 */
record Saying(String text, String messageId, @Nullable String language) {

  private static final int LONGEST_ID = 64;
  private static final int LONGEST_LANGUAGE = 35;

  /**
   * @throws dev.handoff.intake.RequestProblem 400 or 422 with everything that is wrong
   */
  static Saying read(JsonFields fields, WidgetProperties settings) {
    Saying saying =
        new Saying(
            fields.requiredText("message", settings.longestMessage()),
            fields.requiredText("messageId", LONGEST_ID),
            fields.text("language", LONGEST_LANGUAGE));
    fields.check();
    return saying;
  }

  @Override
  public String toString() {
    return "Saying[...]";
  }
}
