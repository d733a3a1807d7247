package dev.handoff.setup;

import dev.handoff.relay.WebhookSigner;
import dev.handoff.secrets.SecretList;
import java.util.function.Consumer;

/** Whether bot platforms can be told what happens, and can trust it. */
final class BotCheck {

  private static final String URL = "BOT_CALLBACK_URL";
  private static final String SECRET = "BOT_CALLBACK_SECRET";
  private static final String BOTPRESS = "BOTPRESS_WEBHOOK_URL";
  private static final String NEW_SECRET =
      "Make one with: echo whsec_$(openssl rand -base64 32); the bot platform needs it too.";

  private final Given given;
  private final boolean sandbox;

  BotCheck(Given given, boolean sandbox) {
    this.given = given;
    this.sandbox = sandbox;
  }

  void check(Consumer<String> warn) {
    address(URL, "an http or https address such as https://bot.example.com/events");
    address(BOTPRESS, "the webhook of the integration, https://webhook.botpress.cloud/...");
    secrets(warn);
  }

  private void address(String name, String expected) {
    String address = given.value(name);
    if (address != null && !Addresses.isHttpWithQuery(address)) {
      given.note(
          name, "no such address", expected, "Correct it, or leave it out to send no events.");
    }
  }

  private void secrets(Consumer<String> warn) {
    String value = given.value(SECRET);
    try {
      if (WebhookSigner.withSecrets(value).isEmpty() && given.has(URL) && !sandbox) {
        given.note(
            SECRET,
            value == null ? Problem.NOT_SET : "only commas",
            "a secret, since " + URL + " is set and the bot could trust nothing unsigned",
            NEW_SECRET);
      }
    } catch (IllegalArgumentException unreadable) {
      given.note(
          SECRET,
          Problem.NOT_SHOWN,
          "whsec_ and Base64, or plain text; several separated by commas",
          unreadable.getMessage() + ".");
      return;
    }
    if (value != null) {
      SecretList.guessable(SECRET, value).forEach(warn);
    }
  }
}
