package dev.handoff.handoff;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What follows a handoff to the person who has the conversation.
 *
 * @param follows the handoff whose chat or ticket they go to
 * @param author the visitor, or the bot while it still speaks to the person
 * @param attachment a file that goes with them
 */
public record FollowUp(
    Type type,
    HandoffId follows,
    AuthorType author,
    @Nullable String authorName,
    String text,
    @Nullable Attachment attachment) {

  /** Why something is parked whose handoff has not arrived: it goes on with that one's replay. */
  public static final String WAITS = "followed_handoff_parked";

  /** What it is. */
  public enum Type {
    /** Words for the person. */
    MESSAGE,
    /** The end of the chat. */
    CLOSE;

    /** The lower-case name used in lists and the database. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The end of the chat that a handoff opened. */
  static FollowUp close(HandoffId chat) {
    return new FollowUp(Type.CLOSE, chat, AuthorType.SYSTEM, null, "", null);
  }

  /**
   * A file somewhere on the web, as the channel named it; nobody has looked at it yet.
   *
   * @param type {@code image}, {@code file}, {@code audio} or {@code video}
   */
  public record Attachment(String type, String url, @Nullable String name) {}

  /** Words as the history has them: a file is named, so that whoever reads it knows of it. */
  static String inHistory(String text, @Nullable Attachment file) {
    return file == null ? text : (text + "\n[" + file.type() + "] " + file.url()).strip();
  }

  /** Who speaks, as it stands before the words on a ticket, where all comments have one author. */
  public String speaker() {
    String role = author == AuthorType.BOT ? "Bot" : "Visitor";
    return authorName == null ? role : authorName + " (" + role.toLowerCase(Locale.ROOT) + ")";
  }

  @Override
  public String toString() {
    return "FollowUp[to " + follows + "]";
  }
}
