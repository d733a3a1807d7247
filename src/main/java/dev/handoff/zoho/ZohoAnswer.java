package dev.handoff.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Zoho answer means for the gateway; made by {@link ZohoClassifier} and nowhere else. */
public sealed interface ZohoAnswer {

  /** Code of what was held back at the last moment. */
  String NOT_SENT = "not_sent";

  /** Carried out. {@code body} is a missing node when Zoho sent none. */
  record Done(int status, JsonNode body) implements ZohoAnswer {}

  /** The access token was not accepted; nothing was carried out. */
  record TokenRejected(String code, String words) implements ZohoAnswer {}

  /**
   * Not now; certainly not carried out, or safe to repeat.
   *
   * @param delay how long Zoho asked to wait, if it did
   * @param busy whether Zoho is well but wants fewer calls (429, 1023); otherwise it fails
   */
  record Wait(String code, String words, @Nullable Duration delay, boolean busy)
      implements ZohoAnswer {

    /** Zoho fails. */
    public Wait(String code, String words, @Nullable Duration delay) {
      this(code, words, delay, false);
    }
  }

  /** Held back by this node at the last moment; Zoho saw nothing of it. */
  record NotSent(String words) implements ZohoAnswer {}

  /**
   * Sent, but nobody knows whether it was carried out: look before repeating.
   *
   * @param delay how long Zoho asked to wait, if it did
   */
  record UnknownOutcome(String code, String words, @Nullable Duration delay) implements ZohoAnswer {

    /** Zoho asked for no pause. */
    public UnknownOutcome(String code, String words) {
      this(code, words, null);
    }
  }

  /**
   * No, and repeating it will not help.
   *
   * @param fields the fields Zoho named, as it named them
   */
  record Refused(String code, String words, List<String> fields, String remedy)
      implements ZohoAnswer {}

  /**
   * Whether the host failed: it did not answer, or with something that no working Zoho says. A
   * refusal, a rejected token and "not so many calls" come from a host that works.
   */
  default boolean isOutage() {
    return this instanceof UnknownOutcome || (this instanceof Wait wait && !wait.busy());
  }

  /** Zoho's code, or the gateway's own; nothing when all went well. */
  default @Nullable String failureCode() {
    if (this instanceof Wait wait) {
      return wait.code();
    }
    if (this instanceof UnknownOutcome unknown) {
      return unknown.code();
    }
    if (this instanceof TokenRejected rejected) {
      return rejected.code();
    }
    if (this instanceof NotSent) {
      return NOT_SENT;
    }
    return this instanceof Refused refused ? refused.code() : null;
  }

  /** Whether a new token could help; for routes. */
  default boolean isTokenRejected() {
    return this instanceof TokenRejected;
  }
}
