package dev.handoff.testing;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.handoff.Visitor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An order, described by what matters to a test; everything else is harmless and unique. */
public final class TestOrder {

  public static final String PHONE = "+15145550100";
  public static final Instant CALL_AT = Instant.parse("2027-03-04T20:00:00Z");

  private final HandoffKind kind;
  private Instant callAt = CALL_AT;
  private final List<TranscriptEntry> transcript = new ArrayList<>();
  private Channel channel = Channel.API;
  private String conversation = UUID.randomUUID().toString();
  private String name;
  private String email = conversation + "@example.test";
  private String phone;
  private String language;
  private String page;
  private String crmContactId;
  private String reason;
  private String subject;
  private String category;
  private String priority;
  private String traceParent;
  private String words = "tomorrow at 3 PM";
  private ChannelRefs refs = ChannelRefs.NONE;

  private TestOrder(HandoffKind kind) {
    this.kind = kind;
  }

  public static TestOrder of(HandoffKind kind) {
    return new TestOrder(kind);
  }

  public static TestOrder ticket() {
    return of(HandoffKind.TICKET);
  }

  public static TestOrder callback() {
    return of(HandoffKind.CALLBACK);
  }

  public static TestOrder chat() {
    return of(HandoffKind.CHAT);
  }

  public TestOrder on(Channel where, String conversationId) {
    channel = where;
    conversation = conversationId;
    return this;
  }

  public TestOrder callAt(Instant value) {
    callAt = value;
    return this;
  }

  public TestOrder name(String value) {
    name = value;
    return this;
  }

  public TestOrder email(String value) {
    email = value;
    return this;
  }

  public TestOrder phone(String value) {
    phone = value;
    return this;
  }

  public TestOrder language(String value) {
    language = value;
    return this;
  }

  public TestOrder page(String value) {
    page = value;
    return this;
  }

  public TestOrder crmContactId(String value) {
    crmContactId = value;
    return this;
  }

  public TestOrder reason(String value) {
    reason = value;
    return this;
  }

  public TestOrder subject(String value) {
    subject = value;
    return this;
  }

  public TestOrder category(String value) {
    category = value;
    return this;
  }

  public TestOrder priority(String value) {
    priority = value;
    return this;
  }

  public TestOrder traceParent(String value) {
    traceParent = value;
    return this;
  }

  public TestOrder words(String value) {
    words = value;
    return this;
  }

  public TestOrder refs(ChannelRefs value) {
    refs = value;
    return this;
  }

  public TestOrder says(AuthorType author, String text) {
    transcript.add(new TranscriptEntry(author, null, text, null));
    return this;
  }

  public HandoffOrder build() {
    CallbackRequest callback =
        kind == HandoffKind.CALLBACK
            ? new CallbackRequest(
                phone == null ? PHONE : phone, callAt, ZoneId.of("America/Toronto"), words)
            : null;
    return new HandoffOrder(
        ConversationKey.of(channel, conversation),
        kind,
        new HandoffRequest(
            new Visitor(name, email, phone, language, null, page, crmContactId),
            reason,
            null,
            callback,
            subject,
            category,
            priority,
            refs),
        transcript,
        traceParent,
        false,
        null);
  }
}
