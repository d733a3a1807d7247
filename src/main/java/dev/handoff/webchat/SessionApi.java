package dev.handoff.webchat;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.StoredConversations;
import dev.handoff.intake.HttpAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for a session, and its messages (contract section 4.4). */
@RestController
@RequestMapping(SessionApi.SESSION)
class SessionApi {

  static final String SESSION = "/api/chat/sessions/{session}";
  static final String MESSAGES = "/messages";
  static final String STREAM = "/stream";

  private static final int LONGEST_SESSION = 255;
  private static final int PAGE = 500;
  private static final int PAGE_CHARACTERS = 1_000_000;

  private final StreamTokens tokens;
  private final StoredConversations conversations;
  private final Handoffs handoffs;

  SessionApi(StreamTokens tokens, StoredConversations conversations, Handoffs handoffs) {
    this.tokens = tokens;
    this.conversations = conversations;
    this.handoffs = handoffs;
  }

  /** Also for a session that nobody has heard of yet: it may begin with the browser. */
  @PostMapping("/stream-token")
  ResponseEntity<StreamTokens.Issued> token(@PathVariable String session) {
    ConversationKey key = key(session);
    return fresh(key, tokens.issue(key.conversationId()));
  }

  /** At most 500 messages, or a million characters; the rest follows after the last one's id. */
  @GetMapping(MESSAGES)
  ResponseEntity<List<MessageView>> messages(
      @PathVariable String session, @RequestParam(required = false) @Nullable String after) {
    ConversationKey key = key(session);
    return fresh(
        key,
        conversations
            .read(key, Place.read("after", after), PAGE, PAGE_CHARACTERS)
            .messages()
            .stream()
            .map(MessageView::of)
            .toList());
  }

  private <T> ResponseEntity<T> fresh(ConversationKey key, T body) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
    handoffs.newest(key).ifPresent(id -> answer.header(HttpAnswer.HANDOFF_ID, id.value()));
    return answer.body(body);
  }

  /** The conversation of a session; space around its id is no part of it, as in the bodies. */
  static ConversationKey key(String inPath) {
    String session = inPath.strip();
    if (session.isEmpty() || session.length() > LONGEST_SESSION || session.indexOf('\0') >= 0) {
      throw ChatProblem.rule("A session id has 1 to " + LONGEST_SESSION + " characters");
    }
    return ConversationKey.of(Channel.WEB, session);
  }
}
