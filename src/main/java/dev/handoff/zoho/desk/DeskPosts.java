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
    boolean isWhole =
        !thread.path("content").asText("").isBlank() && !isTrue(thread.path("isContentTruncated"));
    DeskPost.Why not = why(thread);
    String id = id(thread.path("id"));
    if (not != null || id == null) {
      return new NotForVisitor(not == null ? Why.UNREADABLE : not);
    }
    return isWhole ? wholeThread(thread, otherwise) : new Incomplete(id);
  }

  /** A thread as it was read by its id: what it shows is all there is. */
  public DeskPost wholeThread(JsonNode thread, Instant otherwise) {
    Why not = why(thread);
    String id = id(thread.path("id"));
    if (not != null || id == null) {
      return new NotForVisitor(not == null ? Why.UNREADABLE : not);
    }
    Instant at = DeskTimes.read(thread.path("createdTime"), otherwise);
    Operator agent = agent(thread.path("author"), thread.path("author").path("id"));
    DeskPost html = reply(id, at, agent, thread);
    String plain = thread.path("plainText").asText(thread.path("summary").asText(""));
    return html instanceof Reply || plain.isBlank()
        ? html
        : new Reply(id, at, agent, AgentText.of(plain, "text/plain"));
  }

  /** Why the visitor may see nothing of it, or null. */
  private @Nullable Why why(JsonNode thread) {
    if (!word(thread.path("direction")).equals("out")) {
      return Why.INCOMING;
    }
    if (!word(thread.path("visibility")).equals("public")) {
      return Why.PRIVATE;
    }
    JsonNode author = thread.path("author");
    String type = word(author.path("type"));
    if (!type.isEmpty() && !type.equals("agent")) {
      return Why.NOT_AGENT;
    }
    if (isTrue(thread.path("isDescriptionThread"))
        || ownAgents.contains(String.valueOf(id(author.path("id"))))) {
      return Why.OWN;
    }
    String status = word(thread.path("status"));
    boolean isSent = !status.equals("failed") && !status.equals("draft");
    return isSent && !isTrue(thread.path("isDraft")) ? null : Why.NOT_SENT;
  }

  /** Whether a thread waits to be sent: it may become a reply under the same id and time. */
  public static boolean isToBeSent(JsonNode thread) {
    String status = word(thread.path("status"));
    return status.equals("draft") || status.equals("pending") || isTrue(thread.path("isDraft"));
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
