package dev.handoff.testing;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.handoff.Visitor;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Builds orders; a ticket in a conversation of its own unless told otherwise. */
public final class Orders {

  private ConversationKey conversation =
      ConversationKey.of(Channel.API, UUID.randomUUID().toString());
  private HandoffKind kind = HandoffKind.TICKET;
  private HandoffRequest request = request("help");
  private List<TranscriptEntry> transcript = List.of();
  private boolean once;
  private IdempotencyKey idempotency;

  private Orders() {}

  public static Orders order() {
    return new Orders();
  }

  public static HandoffRequest request(String reason) {
    return request(reason, ChannelRefs.NONE);
  }

  public static HandoffRequest request(String reason, ChannelRefs refs) {
    return new HandoffRequest(Visitor.unknown(), reason, null, null, null, null, null, refs);
  }

  /** Lines of a visitor. */
  public static List<TranscriptEntry> lines(String... texts) {
    return Stream.of(texts)
        .map(text -> new TranscriptEntry(AuthorType.VISITOR, null, text, null))
        .toList();
  }

  public Orders in(ConversationKey key) {
    conversation = key;
    return this;
  }

  public Orders kind(HandoffKind asked) {
    kind = asked;
    return this;
  }

  public Orders asking(HandoffRequest wish) {
    request = wish;
    return this;
  }

  public Orders saying(List<TranscriptEntry> lines) {
    transcript = lines;
    return this;
  }

  public Orders saying(String... texts) {
    return saying(lines(texts));
  }

  public Orders once() {
    once = true;
    return this;
  }

  public Orders named(IdempotencyKey key) {
    idempotency = key;
    return this;
  }

  public HandoffOrder build() {
    return new HandoffOrder(conversation, kind, request, transcript, null, once, idempotency);
  }
}
