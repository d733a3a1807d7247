package dev.handoff.webchat;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.testing.Gateway;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** Web chats in which somebody speaks. */
final class Chats {

  private Chats() {}

  static String newSession() {
    return "s-" + UUID.randomUUID();
  }

  static void say(Gateway gateway, String session, String... texts) {
    List<TranscriptEntry> lines =
        List.of(texts).stream()
            .map(text -> new TranscriptEntry(AuthorType.AGENT, "Max", text, null))
            .toList();
    gateway
        .bean(Conversations.class)
        .locked(
            ConversationKey.of(Channel.WEB, session),
            chat -> {
              chat.append(lines);
              return chat.id();
            });
  }

  static String token(Gateway gateway, String session) {
    return gateway.bean(StreamTokens.class).issue(session).token();
  }

  static String path(String session, String what) {
    return "/api/chat/sessions/" + session + "/" + what;
  }

  /** The path of a stream that its own token opens. */
  static String streamPath(Gateway gateway, String session) {
    return path(session, "stream?token=" + token(gateway, session));
  }

  static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
