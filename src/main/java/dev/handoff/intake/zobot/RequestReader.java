package dev.handoff.intake.zobot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.EmailAddresses;
import dev.handoff.intake.LenientJson;
import dev.handoff.intake.zobot.ZobotRequest.Handler;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Takes one Zobot body apart; {@code entity} wrappers are looked into where the root is silent. */
final class RequestReader {

  /** {@code Visitor 51234}, and the same in other languages. */
  private static final Pattern PLACEHOLDER_NAME =
      Pattern.compile("(?i)(visitor|guest|anonymous|unknown)\\W*\\d*|\\p{L}+ #?\\d{3,}");

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*");
  private static final String PREVIEW = "botpreview_";

  private final JsonNode root;
  private final JsonNode entity;
  private final JsonNode visitor;
  private final JsonNode request;
  private final JsonNode message;

  RequestReader(JsonNode root) {
    this.root = root;
    this.entity = LenientJson.child(root, "entity");
    this.visitor = part("visitor");
    this.request = part("request");
    this.message = part("message");
  }

  ZobotRequest read() {
    Handler handler = handler();
    return new ZobotRequest(
        handler,
        LenientJson.firstId(request, "id"),
        LenientJson.firstId(root, "org_id"),
        conversationKey(),
        conversationIds(),
        handler == Handler.CONTEXT ? LenientJson.flat(part("answers")) : text(message),
        LenientJson.firstId(
            LenientJson.child(LenientJson.child(message, "meta"), "card_data"), "id"),
        part("attachments").isArray() ? part("attachments").size() : 0,
        visitor(),
        LenientJson.firstId(visitor, "visitid"),
        channel(),
        country(),
        LenientJson.first(visitor, "question"),
        isPreview(),
        handler == Handler.FAILURE ? ZobotFailure.read(root) : null);
  }

  private JsonNode part(String name) {
    JsonNode atRoot = LenientJson.child(root, name);
    return atRoot.isMissingNode() || atRoot.isNull() ? LenientJson.child(entity, name) : atRoot;
  }

  private Handler handler() {
    String name = LenientJson.first(root, "handler");
    for (Handler handler : Handler.values()) {
      if (handler.name().equalsIgnoreCase(name)) {
        return handler;
      }
    }
    if (name != null) {
      return Handler.UNKNOWN;
    }
    return part("message").isMissingNode() ? Handler.UNKNOWN : Handler.MESSAGE;
  }

  private @Nullable String conversationKey() {
    return Stream.of(
            LenientJson.firstId(visitor, "active_conversation_id"),
            LenientJson.firstId(request, "conversation_id"),
            LenientJson.firstId(entity, "visitor_conversation_id", "conversation_id", "id"),
            LenientJson.firstId(visitor, "uuid", "visitid", "visitor_id", "id", "phone"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private List<String> conversationIds() {
    Set<String> ids = new LinkedHashSet<>();
    Stream.of(
            LenientJson.firstId(visitor, "active_conversation_id"),
            LenientJson.firstId(request, "conversation_id"),
            LenientJson.firstId(entity, "visitor_conversation_id"),
            LenientJson.firstId(entity, "conversation_id"),
            LenientJson.firstId(entity, "id"),
            LenientJson.firstId(visitor, "visitid"))
        .filter(Objects::nonNull)
        .forEach(ids::add);
    return List.copyOf(ids);
  }

  private Visitor visitor() {
    ZoneId zone = Zones.read(LenientJson.first(visitor, "time_zone", "timezone"));
    String language = LenientJson.first(visitor, "language");
    return new Visitor(
        name(),
        EmailAddresses.find(LenientJson.first(visitor, "email", "email_id")),
        LenientJson.firstId(visitor, "phone"),
        language == null || !LANGUAGE.matcher(language).matches()
            ? null
            : language.replace('_', '-'),
        zone == null ? null : zone.getId(),
        LenientJson.first(visitor, "current_page_url"),
        null);
  }

  private @Nullable String name() {
    String name = LenientJson.firstId(visitor, "name");
    return name == null || PLACEHOLDER_NAME.matcher(name).matches() ? null : name;
  }

  private static String text(JsonNode message) {
    if (message.isArray()) {
      return StreamSupport.stream(message.spliterator(), false)
          .map(part -> part.isArray() ? "" : text(part))
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining("\n"));
    }
    return LenientJson.flat(message.isObject() ? LenientJson.child(message, "text") : message);
  }

  private @Nullable ZobotChannel channel() {
    String name = LenientJson.first(visitor, "channel");
    return name == null ? null : ZobotChannel.named(name);
  }

  private @Nullable String country() {
    String told = LenientJson.first(visitor, "country_code", "country");
    return countryCode(
        told == null ? LenientJson.first(LenientJson.child(request, "location"), "country") : told);
  }

  private static @Nullable String countryCode(@Nullable String country) {
    if (country == null) {
      return null;
    }
    return Arrays.stream(Locale.getISOCountries())
        .filter(
            code ->
                code.equalsIgnoreCase(country)
                    || new Locale("", code)
                        .getDisplayCountry(Locale.ENGLISH)
                        .equalsIgnoreCase(country))
        .findFirst()
        .orElse(null);
  }

  private boolean isPreview() {
    return Stream.of(root, request, visitor, entity).anyMatch(RequestReader::hasPreviewId);
  }

  private static boolean hasPreviewId(JsonNode node) {
    return node.properties().stream()
        .anyMatch(
            field ->
                field.getKey().toLowerCase(Locale.ROOT).endsWith("id")
                    && field.getValue().asText().startsWith(PREVIEW));
  }
}
