package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * What somebody on the visitor's side said.
 *
 * @param author {@link AuthorType#VISITOR} or {@link AuthorType#BOT}
 * @param text plain text; may be empty with an attachment
 * @param messageId the channel's own id of the message; said twice, it counts once
 */
public record Words(
    AuthorType author,
    @Nullable String authorName,
    String text,
    FollowUp.@Nullable Attachment attachment,
    @Nullable String messageId) {

  @Override
  public String toString() {
    return "Words[" + author + ", " + messageId + "]";
  }
}
