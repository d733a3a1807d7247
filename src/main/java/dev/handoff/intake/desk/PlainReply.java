package dev.handoff.intake.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Operator;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.RequestProblem;
import dev.handoff.intake.desk.DeskNews.Nothing;
import dev.handoff.intake.desk.DeskNews.Said;
import dev.handoff.zoho.desk.AgentText;
import dev.handoff.zoho.desk.DeskPost;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads one reply as a workflow rule or a script sends it (contract 4.7, body (a)). */
@Component
final class PlainReply {

  /** A body is never that long; what a visitor is shown of it is bounded by {@link AgentText}. */
  private static final int ANY_LENGTH = Integer.MAX_VALUE;

  private static final int LONGEST_ID = 255;
  private static final int LONGEST_NAME = 200;
  private static final Set<String> AGENTS = Set.of("agent", "operator", "human");
  private static final Set<String> OTHERS =
      Set.of("visitor", "end_user", "user", "customer", "contact", "bot", "assistant", "system");

  private final Clock clock;

  PlainReply(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws RequestProblem with everything that is wrong with it
   */
  DeskNews read(JsonNode body) {
    JsonFields fields = JsonFields.of(body);
    String ticket = fields.text("ticketId", LONGEST_ID);
    String session = fields.text("sessionId", LONGEST_ID);
    if (ticket == null && session == null) {
      fields.rule("ticketId", "is required, unless there is a sessionId");
    }
    String author = fields.text("authorName", LONGEST_NAME);
    String type = fields.text("authorType", LONGEST_ID);
    String messageId = fields.text("messageId", LONGEST_ID);
    String content = fields.requiredText("content", ANY_LENGTH);
    boolean isPrivate = fields.has("isPublic") && !fields.flag("isPublic");
    boolean isAgent = isAgent(fields, type);
    fields.check();
    if (isPrivate || !isAgent) {
      return new Nothing(isPrivate ? "private" : "not_agent");
    }
    String text = AgentText.ofUnknown(content);
    if (text.isEmpty()) {
      return new Nothing("empty");
    }
    String id = messageId == null ? hash(author, text) : messageId;
    return new Said(
        ticket,
        session,
        new DeskPost.Reply(id, clock.instant(), new Operator(null, author, null), text),
        messageId != null);
  }

  private static boolean isAgent(JsonFields fields, @Nullable String type) {
    String word = type == null ? "agent" : type.toLowerCase(Locale.ROOT);
    if (!AGENTS.contains(word) && !OTHERS.contains(word)) {
      fields.rule("authorType", "is not known (expected: agent, visitor, bot or system)");
    }
    return AGENTS.contains(word);
  }

  /** Stands for the name that the sender did not give; its conversation is told apart elsewhere. */
  private static String hash(@Nullable String author, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.valueOf(author).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
