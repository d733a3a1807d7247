package dev.handoff.intake.hitl;

import dev.handoff.handoff.FollowUp;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.TranscriptReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of a message in Botpress's form. Its kind is told by its fields, as the
 * drop-in's calls do not name it (contract 4.3b). What a chat cannot show becomes text.
 */
final class Payloads {

  private static final int LONGEST = TranscriptReader.LONGEST_LINE;
  private static final int MOST_ITEMS = 100;
  private static final int DEEPEST = 3;
  private static final List<String> FILES = List.of("image", "audio", "video", "file");

  /** Botpress's kinds of messages: what the drop-in is sent, with or without its name. */
  private static final List<String> TYPES =
      Stream.concat(
              Stream.of("text", "markdown"),
              Stream.concat(
                  FILES.stream(),
                  Stream.of("location", "card", "carousel", "choice", "dropdown", "bloc")))
          .toList();

  private Payloads() {}

  /** The kind that a message says it is, in lower case; null when it leaves that to its payload. */
  static @Nullable String type(JsonFields message) {
    String given = message.text("type", 40);
    String type = given == null ? null : given.toLowerCase(Locale.ROOT);
    if (type != null && !TYPES.contains(type)) {
      message.rule("type", "'" + given + "' is not known (expected: " + types() + ")");
    }
    return type;
  }

  /** The kinds that there are, for those who ask for another. */
  static String types() {
    return String.join(", ", TYPES);
  }

  /** Its parts in their order; empty when there is nothing to show. */
  static List<Piece> read(JsonFields payload) {
    return read(payload, null, 0);
  }

  /**
   * The same for a message of a known kind, whose file may simply be called {@code url}.
   *
   * @param kind {@code image}, {@code file}, {@code audio} or {@code video}; else the fields tell
   */
  static List<Piece> read(JsonFields payload, @Nullable String kind) {
    return read(payload, kind, 0);
  }

  private static List<Piece> read(JsonFields payload, @Nullable String kind, int depth) {
    if (depth > DEEPEST) {
      return List.of();
    }
    if (payload.has("items")) {
      return payload.objects("items", MOST_ITEMS).stream()
          .flatMap(item -> item(item, depth + 1))
          .toList();
    }
    if (payload.has("actions") || payload.has("subtitle")) {
      return texts(card(payload));
    }
    if (payload.has("options")) {
      return texts(choice(payload));
    }
    if (payload.has("latitude") || payload.has("longitude")) {
      return texts(location(payload));
    }
    return file(payload, kind);
  }

  /** A bloc's item is a message of its own, a carousel's is a card. */
  private static Stream<Piece> item(JsonFields item, int depth) {
    return (item.has("payload")
            ? read(item.object("payload"), item.text("type", 40), depth)
            : read(item, null, depth))
        .stream();
  }

  private static List<Piece> file(JsonFields payload, @Nullable String kind) {
    String text = payload.text("text", LONGEST);
    String words = text == null ? payload.text("markdown", LONGEST) : text;
    String caption = words == null ? payload.text("caption", LONGEST) : words;
    for (String type : FILES) {
      String name = payload.has(type + "Url") || !type.equals(kind) ? type + "Url" : "url";
      if (payload.has(name)) {
        String url = WebLinks.read(payload, name);
        String title = payload.text("title", 200);
        return url == null
            ? List.of()
            : List.of(
                new Piece(
                    caption == null ? "" : caption, new FollowUp.Attachment(type, url, title)));
      }
    }
    return texts(caption == null ? "" : caption);
  }

  private static String card(JsonFields card) {
    return lines(
        card.text("title", LONGEST),
        card.text("subtitle", LONGEST),
        link(card.text("imageUrl", WebLinks.LONGEST)),
        card.objects("actions", MOST_ITEMS).stream()
            .map(Payloads::action)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n")));
  }

  private static @Nullable String action(JsonFields action) {
    String label = action.text("label", 1_000);
    String url = link(action.text("value", WebLinks.LONGEST));
    if (label == null) {
      return url == null ? null : "- " + url;
    }
    return "- " + label + (url == null ? "" : ": " + url);
  }

  private static @Nullable String link(@Nullable String url) {
    return url != null && WebLinks.isLink(url) ? url : null;
  }

  private static String choice(JsonFields choice) {
    return lines(
        choice.text("text", LONGEST),
        choice.objects("options", MOST_ITEMS).stream()
            .map(Payloads::option)
            .filter(Objects::nonNull)
            .map(label -> "- " + label)
            .collect(Collectors.joining("\n")));
  }

  private static @Nullable String option(JsonFields option) {
    String label = option.text("label", 1_000);
    return label == null ? option.text("value", 1_000) : label;
  }

  private static String location(JsonFields location) {
    Double latitude = location.number("latitude");
    Double longitude = location.number("longitude");
    String place =
        latitude == null || longitude == null
            ? null
            : "https://www.openstreetmap.org/?mlat=" + latitude + "&mlon=" + longitude;
    return lines(location.text("title", 1_000), location.text("address", 1_000), place);
  }

  private static String lines(@Nullable String... parts) {
    List<String> lines = new ArrayList<>();
    for (String part : parts) {
      if (part != null && !part.isEmpty()) {
        lines.add(part);
      }
    }
    return String.join("\n", lines);
  }

  private static List<Piece> texts(String text) {
    return text.isEmpty() ? List.of() : List.of(Piece.of(text));
  }
}
