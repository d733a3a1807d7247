package dev.handoff.matrix;

import dev.handoff.handoff.HandoffKind;
import dev.handoff.sandbox.Side;

/** Every call that a delivery makes to Desk and SalesIQ. */
enum Call {
  CONTACT_SEARCH(HandoffKind.TICKET, Side.DESK, "GET", "/contacts/search$", Role.QUESTION),
  CONTACT_CREATE(HandoffKind.TICKET, Side.DESK, "POST", "/contacts$", Role.CREATE),
  CONTACT_LIST(CONTACT_CREATE, "GET", "/contacts$"),
  CONTACT_READ(CONTACT_CREATE, "GET", "/contacts/\\d+$"),
  TICKET_CREATE(HandoffKind.TICKET, Side.DESK, "POST", "/tickets$", Role.CREATE),
  TICKET_LIST(TICKET_CREATE, "GET", "/contacts/\\d+/tickets$"),
  TICKET_LOOK(TICKET_CREATE, "GET", "/tickets/\\d+$"),
  TICKET_READ_BACK(HandoffKind.TICKET, Side.DESK, "GET", "/tickets/\\d+$", Role.QUESTION),
  CALL_CREATE(HandoffKind.CALLBACK, Side.DESK, "POST", "/calls$", Role.CREATE),
  CALL_LIST(CALL_CREATE, "GET", "/calls$"),
  CALL_LOOK(CALL_CREATE, "GET", "/calls/\\d+$"),
  CALL_READ_BACK(HandoffKind.CALLBACK, Side.DESK, "GET", "/calls/\\d+$", Role.QUESTION),
  DEPARTMENT_LIST(HandoffKind.CHAT, Side.SALESIQ, "GET", "/departments$", Role.EXTRA),
  CONVERSATION_CREATE(
      HandoffKind.CHAT, Side.SALESIQ, "POST", "/visitor/v1/\\w+/conversations$", Role.CREATE),
  CONVERSATION_LIST(CONVERSATION_CREATE, "GET", "/v2/\\w+/conversations$"),
  CONVERSATION_LOOK(CONVERSATION_CREATE, "GET", "/v2/\\w+/conversations/\\d+$"),
  CONVERSATION_READ_BACK(
      HandoffKind.CHAT, Side.SALESIQ, "GET", "/v2/\\w+/conversations/\\d+$", Role.EXTRA),
  COMMENT_CREATE(
      HandoffKind.TICKET, Side.DESK, "POST", "/tickets/\\d+/comments$", Role.EXTRA_CREATE),
  COMMENT_LIST(COMMENT_CREATE, "GET", "/tickets/\\d+/comments$"),
  MESSAGE_CREATE(
      HandoffKind.CHAT,
      Side.SALESIQ,
      "POST",
      "/visitor/v1/\\w+/conversations/\\w+/messages$",
      Role.EXTRA_CREATE),
  MESSAGE_LIST(MESSAGE_CREATE, "GET", "/v2/\\w+/conversations/\\d+/messages$"),
  VISIT_LOOK_UP(HandoffKind.TICKET, Side.SALESIQ, "GET", "/v2/\\w+/conversations$", Role.EXTRA),
  CHAT_CLOSE(HandoffKind.TICKET, Side.SALESIQ, "POST", "/conversations/\\d+/close$", Role.EXTRA);

  /** What a call is good for, which decides what a refusal of it means. */
  enum Role {
    /** The delivery needs the answer. */
    QUESTION,
    /** Something new comes into being. */
    CREATE,
    /** Looks for what an unclear create may have made. */
    LOOK_UP,
    /** The person is served without it. */
    EXTRA,
    /** Something new that the person could do without. */
    EXTRA_CREATE,
    /** Looks for what an unclear create of that sort may have made. */
    EXTRA_LOOK_UP
  }

  final HandoffKind kind;
  final Side side;
  final String method;
  final String path;
  final Role role;

  /** The create that has to be unclear before this call is made at all. */
  final Call after;

  Call(HandoffKind kind, Side side, String method, String path, Role role) {
    this.kind = kind;
    this.side = side;
    this.method = method;
    this.path = path;
    this.role = role;
    this.after = null;
  }

  Call(Call after, String method, String path) {
    this.kind = after.kind;
    this.side = after.side;
    this.method = method;
    this.path = path;
    this.role = after.role == Role.CREATE ? Role.LOOK_UP : Role.EXTRA_LOOK_UP;
    this.after = after;
  }

  boolean isSalesIqChat() {
    return this == VISIT_LOOK_UP || this == CHAT_CLOSE;
  }

  /**
   * Whether the visitor has no e-mail address, by which Desk itself would refuse a second contact.
   */
  boolean isOfAPhone() {
    return this == CONTACT_CREATE || after == CONTACT_CREATE;
  }

  /** How often such a request is sent when all goes well: what was found is read back, too. */
  int usual() {
    return name().endsWith("_LOOK") || this == MESSAGE_CREATE ? 2 : this == COMMENT_CREATE ? 3 : 1;
  }

  boolean creates() {
    return role == Role.CREATE || role == Role.EXTRA_CREATE;
  }

  /** Whether the transcript is longer than one record holds; see {@link #usual()}. */
  boolean needsALongTranscript() {
    return role == Role.EXTRA_CREATE || role == Role.EXTRA_LOOK_UP;
  }

  boolean matches(String askedMethod, String askedPath) {
    return method.equals(askedMethod) && askedPath.matches(".*" + path);
  }
}
