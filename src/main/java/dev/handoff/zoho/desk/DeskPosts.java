package dev.handoff.zoho.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Operator;
import dev.handoff.zoho.desk.DeskPost.Incomplete;
import dev.handoff.zoho.desk.DeskPost.NotForVisitor;
import dev.handoff.zoho.desk.DeskPost.Reply;
import dev.handoff.zoho.desk.DeskPost.Why;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads comments and threads as Desk shows them, in webhooks and lists alike (desk.md 7.6, 7.7):
 * public, by an agent, and sent, or not for the visitor.
 */
@Component
public final class DeskPosts {

  private static final Pattern ID = Pattern.compile("[0-9]{1,30}");

  private final List<String> ownAgents;

  public DeskPosts(DeskProperties settings) {
    this.ownAgents = settings.ownAgents();
  }

  /**
   * A comment.
   *
   * @param otherwise when it was written, where it does not say so
   */
  public DeskPost comment(JsonNode comment, Instant otherwise) {
    String id = id(comment.path("id"));
    JsonNode commenter = comment.path("commenter");
    if (id == null) {
      return new NotForVisitor(Why.UNREADABLE);
    }
    if (!isTrue(comment.path("isPublic"))) {
      return new NotForVisitor(Why.PRIVATE);
    }
    if (!word(commenter.path("type")).equals("agent")) {
      return new NotForVisitor(Why.NOT_AGENT);
    }
    Operator agent = agent(commenter, comment.path("commenterId"));
    if (ownAgents.contains(String.valueOf(agent.id()))) {
      return new NotForVisitor(Why.OWN);
    }
    return reply(id, DeskTimes.read(comment.path("commentedTime"), otherwise), agent, comment);
  }

  /**
   * A thread: a mail, or what was written in another channel of the ticket. Rows of lists carry its
   * summary only.
   *
   * @param otherwise when it was written, where it does not say so
   */
  public DeskPost thread(JsonNode thread, Instant otherwise) {
    String id = id(thread.path("id"));
    JsonNode author = thread.path("author");
    if (id == null) {
      return new NotForVisitor(Why.UNREADABLE);
    }
    if (!word(thread.path("direction")).equals("out")) {
      return new NotForVisitor(Why.INCOMING);
    }
    if (!word(thread.path("visibility")).equals("public")) {
      return new NotForVisitor(Why.PRIVATE);
    }
    String type = word(author.path("type"));
    if (!type.isEmpty() && !type.equals("agent")) {
      return new NotForVisitor(Why.NOT_AGENT);
    }
    Operator agent = agent(author, author.path("id"));
    if (isTrue(thread.path("isDescriptionThread"))
        || ownAgents.contains(String.valueOf(agent.id()))) {
      return new NotForVisitor(Why.OWN);
    }
    String status = word(thread.path("status"));
    if (status.equals("failed") || status.equals("draft") || isTrue(thread.path("isDraft"))) {
      return new NotForVisitor(Why.NOT_SENT);
    }
    if (thread.path("content").asText("").isBlank() || isTrue(thread.path("isContentTruncated"))) {
      return new Incomplete(id);
    }
    return reply(id, DeskTimes.read(thread.path("createdTime"), otherwise), agent, thread);
  }

  private static DeskPost reply(String id, Instant at, Operator agent, JsonNode post) {
    String text =
        AgentText.of(post.path("content").asText(""), post.path("contentType").asText("html"));
    return text.isEmpty() ? new NotForVisitor(Why.EMPTY) : new Reply(id, at, agent, text);
  }

  private static Operator agent(JsonNode person, JsonNode otherId) {
    String id = id(person.path("id"));
    String name = line(person.path("name"));
    if (name == null) {
      String both = person.path("firstName").asText("") + " " + person.path("lastName").asText("");
      name = blankToNull(DeskText.line(both, DeskText.LAST_NAME));
    }
    return new Operator(id == null ? id(otherId) : id, name, line(person.path("email")));
  }

  private static @Nullable String line(JsonNode value) {
    return blankToNull(DeskText.line(value.asText(""), DeskText.LAST_NAME));
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text;
  }

  /** An id as Desk gives them: digits, as text or as a number. */
  public static @Nullable String id(JsonNode value) {
    String text = value.isValueNode() ? value.asText("").strip() : "";
    return ID.matcher(text).matches() ? text : null;
  }

  private static boolean isTrue(JsonNode value) {
    return word(value).equals("true");
  }

  private static String word(JsonNode value) {
    return value.asText("").strip().toLowerCase(Locale.ROOT);
  }
}
