package dev.handoff.webchat.widget;

import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.ApiRequest;
import dev.handoff.intake.CallbackReader;
import dev.handoff.intake.EmailAddresses;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.TraceParents;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From a wish as the widget sends it to an order. */
@Component
final class WishReader {

  private static final int NAME = 200;
  private static final int EMAIL = 254;
  private static final int SHORT = 64;

  private final CallbackReader callbacks;

  WishReader(CallbackReader callbacks) {
    this.callbacks = callbacks;
  }

  /**
   * @param body the raw request, by which a repetition is told from another wish
   * @throws dev.handoff.intake.RequestProblem with everything that is missing or wrong
   */
  HandoffOrder read(String session, JsonFields fields, byte @Nullable [] body) {
    HandoffKind kind = kind(fields);
    Visitor visitor =
        new Visitor(
            fields.text("name", NAME),
            email(fields, kind),
            kind == HandoffKind.CALLBACK ? null : fields.text("phone", SHORT),
            fields.text("language", SHORT),
            fields.text("timeZone", SHORT),
            null,
            null);
    CallbackRequest callback =
        kind == HandoffKind.CALLBACK ? callbacks.read(fields, visitor, null) : null;
    String id = fields.text("requestId", SHORT);
    fields.check();
    HandoffRequest wish =
        new HandoffRequest(
            callback == null ? visitor : withPhone(visitor, callback.phone()),
            null,
            null,
            callback,
            null,
            null,
            null,
            ChannelRefs.NONE.tellingOutcome());
    return new HandoffOrder(
        ConversationKey.of(Channel.WEB, session),
        kind,
        wish,
        List.of(),
        TraceParents.continueOrStart(null),
        false,
        id == null ? null : key(session, id, body));
  }

  private static HandoffKind kind(JsonFields fields) {
    String name = fields.requiredText("kind", SHORT);
    for (HandoffKind kind : HandoffKind.values()) {
      if (kind.wireName().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    if (!name.isEmpty()) {
      fields.rule("kind", "'" + name + "' is not known (expected: chat, callback, ticket)");
    }
    return HandoffKind.TICKET;
  }

  /** An answer to a ticket goes by e-mail; elsewhere an address is only nice to have. */
  private static @Nullable String email(JsonFields fields, HandoffKind kind) {
    String email =
        kind == HandoffKind.TICKET
            ? fields.requiredText("email", EMAIL)
            : fields.text("email", EMAIL);
    if (email == null || email.isEmpty()) {
      return null;
    }
    if (!EmailAddresses.isAddress(email)) {
      fields.rule("email", "is not an e-mail address");
      return null;
    }
    return email;
  }

  private static Visitor withPhone(Visitor visitor, String phone) {
    return new Visitor(null, null, phone, null, null, null, null).completedBy(visitor);
  }

  /** The same request with another body is another wish, whatever in it differs. */
  private static IdempotencyKey key(String session, String id, byte @Nullable [] body) {
    ApiRequest request = new ApiRequest(body, Map.of("Idempotency-Key", session + "/" + id));
    return Objects.requireNonNull(request.idempotencyKey("widget-handoff"));
  }
}
