package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What Desk holds, and the conventions that all its records share: ids, times, pages, bodies. */
final class DeskRecords {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  final Settings settings;
  final Ids ids;
  final Shelf contacts;
  final Shelf tickets;
  final Shelf calls;
  final Shelf comments;
  final Shelf threads;

  /** API names of the tickets' custom fields; none means that any name is one. */
  volatile Set<String> ticketFields = Set.of();

  private final InstantSource clock;
  private final Supplier<Duration> searchDelay;

  DeskRecords(Settings settings, Ids ids, Supplier<Duration> searchDelay) {
    this.settings = settings;
    this.ids = ids;
    this.clock = settings.clock();
    this.searchDelay = searchDelay;
    this.contacts = new Shelf(clock);
    this.tickets = new Shelf(clock);
    this.calls = new Shelf(clock);
    this.comments = new Shelf(clock);
    this.threads = new Shelf(clock);
  }

  void clear() {
    List.of(contacts, tickets, calls, comments, threads).forEach(Shelf::clear);
    ticketFields = Set.of();
  }

  /** The records that a search sees now. */
  DeskSearch.Index index(Shelf shelf) {
    return rule -> shelf.indexed(searchDelay.get(), rule);
  }

  String now() {
    return TIME.format(clock.instant());
  }

  ObjectNode find(Shelf shelf, String id) {
    return shelf.find(id).orElseThrow(DeskErrors::notFound);
  }

  /** Refuses a body whose field names a record or department that does not exist. */
  void requireKnown(ObjectNode body, String field, Shelf shelf) {
    if (!Json.lacks(body, field) && shelf.find(body.path(field).asText()).isEmpty()) {
      throw DeskErrors.invalid("/" + field, "invalid");
    }
  }

  void requireDepartment(ObjectNode body) {
    if (!Json.lacks(body, "departmentId")
        && settings.departments().stream()
            .noneMatch(known -> known.id().equals(body.path("departmentId").asText()))) {
      throw DeskErrors.invalid("/departmentId", "invalid");
    }
  }

  static ObjectNode body(Request request) {
    if (!request.header("Content-Type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw DeskErrors.refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json.");
    }
    if (request.body().length == 0) {
      throw DeskErrors.refusal(422, "EMPTY_PAYLOAD", "The request has no body.");
    }
    try {
      JsonNode body = STRICT.readTree(request.body());
      if (body instanceof ObjectNode object) {
        return object;
      }
      throw DeskErrors.unprocessable("The body has to be a JSON object.");
    } catch (IOException e) {
      throw DeskErrors.refusal(400, "BAD_REQUEST", "The body could not be parsed.");
    }
  }

  /** One page in Desk's manner: 204 without a body when it is empty. */
  static Answer page(List<ObjectNode> rows, Map<String, String> query, int standard, int most) {
    List<ObjectNode> page = cut(rows, query, standard, most, Integer.MAX_VALUE);
    return page.isEmpty()
        ? Answer.empty(204)
        : Answer.json(200, Json.object().set("data", Json.array(page)));
  }

  /** One page of a search, which also tells how many there are. */
  static Answer searchPage(List<ObjectNode> rows, Map<String, String> query) {
    List<ObjectNode> page = cut(rows, query, 10, 100, 999);
    if (page.isEmpty()) {
      return Answer.empty(204);
    }
    ObjectNode answer = Json.object();
    answer.set("data", Json.array(page));
    return Answer.json(200, answer.put("count", rows.size()));
  }

  /** Sorts by a time field; {@code sortBy} may turn it round with a leading minus. */
  static List<ObjectNode> sorted(
      List<ObjectNode> rows, Map<String, String> query, String standard, Set<String> allowed) {
    String sortBy = query.getOrDefault("sortBy", standard);
    String field = sortBy.replaceFirst("^-", "");
    if (!allowed.contains(field)) {
      throw DeskErrors.invalid("/sortBy", "invalid");
    }
    Comparator<ObjectNode> order = Comparator.comparing(row -> row.path(field).asText());
    order = order.thenComparing(row -> row.path("id").asText());
    return rows.stream().sorted(sortBy.startsWith("-") ? order.reversed() : order).toList();
  }

  private static List<ObjectNode> cut(
      List<ObjectNode> rows, Map<String, String> query, int standard, int most, int furthest) {
    int from = number(query, "from", 0, 0, furthest);
    int limit = number(query, "limit", standard, 1, most);
    return rows.stream().skip(from).limit(limit).toList();
  }

  private static int number(
      Map<String, String> query, String key, int standard, int least, int most) {
    String text = query.getOrDefault(key, Integer.toString(standard));
    if (!text.matches("\\d{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw DeskErrors.invalid("/" + key, "invalid");
    }
    return Integer.parseInt(text);
  }
}
