package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.delivery.attachments.AttachmentFetcher;
import dev.handoff.delivery.attachments.AttachmentProperties;
import dev.handoff.delivery.attachments.Fetched;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUp;
import dev.handoff.zoho.ZohoFile;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoRefused;
import dev.handoff.zoho.ZohoUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A file that goes with words to a SalesIQ conversation (salesiq.md 3.2). What is not taken, here
 * or there, goes as a link instead, and the journal says why ({@code attachmentAsLink}).
 */
@Component
public final class ChatFileDraft implements ChatMessages {

  static final String STEP = "attachment";

  private static final Logger log = LoggerFactory.getLogger(ChatFileDraft.class);

  private static final String AS_LINK = "attachmentAsLink";

  /** File empty, larger than allowed, of a type that is not allowed (salesiq.md 2). */
  private static final Set<String> UNWANTED = Set.of("1018", "1027", "1028");

  /** Ids of bots and operators. */
  private static final Pattern OTHERS = Pattern.compile("b.*|\\d+");

  /** Rows of words, and of what SalesIQ itself tells in a chat. */
  private static final Set<String> NO_FILES = Set.of("text", "info");

  private final ZohoProperties zoho;
  private final Twins twins;
  private final ChatWordsDraft words;
  private final AttachmentFetcher fetcher;
  private final int tries;

  ChatFileDraft(
      ZohoProperties zoho,
      Twins twins,
      ChatWordsDraft words,
      AttachmentFetcher fetcher,
      AttachmentProperties settings,
      RetryPolicy policy) {
    this.zoho = zoho;
    this.twins = twins;
    this.words = words;
    this.fetcher = fetcher;
    this.tries = Math.min(settings.tries(), policy.attempts());
  }

  /** Whether there is a file of which nothing is decided yet. */
  public boolean isOpen(@Variable("delivery") Delivery delivery) {
    return WordsParts.words(delivery).attachment() != null && !delivery.isDone(STEP);
  }

  /**
   * The file, or the facts of one that goes as a link.
   *
   * @throws ZohoUnavailable when its server may answer later
   */
  public Object fetch(@Variable("delivery") Delivery delivery) {
    FollowUp.Attachment file = Objects.requireNonNull(WordsParts.words(delivery).attachment());
    Fetched fetched = fetcher.fetch(file);
    if (fetched instanceof Fetched.Here here) {
      return here.file().with(comment(delivery));
    }
    if (fetched instanceof Fetched.Failed failed) {
      return later(delivery, failed.code());
    }
    return Map.of(AS_LINK, ((Fetched.Refused) fetched).code());
  }

  private Object later(Delivery delivery, String code) {
    if (delivery.handoff().attempts() + 1 < tries) {
      throw new ZohoUnavailable(
          "attachment_unavailable", "the attachment cannot be fetched: " + code, null);
    }
    return Map.of(AS_LINK, code);
  }

  private String comment(Delivery delivery) {
    String speaker = WordsParts.speaker(WordsParts.words(delivery));
    return WordsParts.comment(delivery, speaker, zoho.salesiq().questionLimit());
  }

  public String path(@Variable("delivery") Delivery delivery) {
    return ChatMessages.pathOf(delivery);
  }

  /** What is known of a file that was sent. */
  public Map<String, Object> facts(@Body @Nullable Object answer) {
    return Map.of(WordsParts.FILE, words.facts(answer).get("messageId"));
  }

  /**
   * SalesIQ does not want this file: it goes as a link.
   *
   * @throws ZohoRefused when it refused for another reason
   */
  public Map<String, Object> refused(@ExchangeException ZohoRefused failure) {
    if (!UNWANTED.contains(failure.code())) {
      throw failure;
    }
    return Map.of(AS_LINK, "salesiq_" + failure.code());
  }

  /** Takes the fetched file off the disk; nothing happens when there is none. */
  public void discard(@Variable("file") @Nullable Object file) {
    if (file instanceof ZohoFile fetched) {
      try {
        Files.deleteIfExists(fetched.path());
      } catch (IOException e) {
        log.warn("a fetched file cannot be deleted: {}", e.getClass().getSimpleName());
      }
    }
  }

  /**
   * Any file of the visitor, whose id is neither a bot's nor an operator's (salesiq.md 4.3). How a
   * list shows a file's name and comment is not documented, so files are told by their number
   * alone.
   */
  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    String sender = row.path("sender").path("id").asText("");
    boolean visitor = !sender.isEmpty() && !OTHERS.matcher(sender).matches();
    return visitor && !NO_FILES.contains(row.path("type").asText(""));
  }

  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode message, Delivery delivery) {
    return factsAmong(List.of(message), delivery);
  }

  @Override
  public @Nullable Map<String, Object> factsAmong(List<JsonNode> rows, Delivery delivery) {
    return twins.oneIsMyFile(rows, delivery)
        ? Map.of(WordsParts.FILE, rows.get(rows.size() - 1).path("id").asText())
        : null;
  }
}
