package dev.handoff.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.HandoffFilter;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.intake.JsonFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** From what an operator sends to a filter; what is wrong is noted field by field. */
final class Filters {

  static final String[] BULK = {"kind", "channel", "step", "code", "from", "to"};

  private static final int LONGEST = 255;
  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** ISO 8601, with or without an offset. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .parseLenient()
          .appendOffsetId()
          .parseStrict()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);

  private Filters() {}

  /** A query as fields, so that it is read like a body; a name given twice is a fault. */
  static JsonFields fields(MultiValueMap<String, String> query) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    query.toSingleValueMap().forEach(object::put);
    JsonFields fields = JsonFields.of(object);
    for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
      if (parameter.getValue().size() > 1) {
        fields.rule(parameter.getKey(), "is given more than once");
      }
    }
    return fields;
  }

  static HandoffFilter read(JsonFields fields) {
    Instant from = moment(fields, "from");
    Instant to = moment(fields, "to");
    requireOrder(fields, from, to);
    return new HandoffFilter(
        one(fields, "state", HandoffState.values(), HandoffState::wireName),
        kind(fields),
        one(fields, "channel", Channel.values(), Channel::wireName),
        text(fields, "q"),
        text(fields, "step"),
        text(fields, "code"),
        from,
        to);
  }

  static void requireOrder(JsonFields fields, @Nullable Instant from, @Nullable Instant to) {
    if (from != null && to != null && from.isAfter(to)) {
      fields.rule("from", "is after 'to'");
    }
  }

  /** How many entries a page has. */
  static int limit(JsonFields fields, int most, int otherwise) {
    Double number = fields.number("limit");
    if (number == null) {
      return otherwise;
    }
    if (number < 1 || number > most || number != Math.rint(number)) {
      fields.rule("limit", "is not a whole number from 1 to " + most);
      return otherwise;
    }
    return number.intValue();
  }

  private static @Nullable String kind(JsonFields fields) {
    String name = text(fields, "kind");
    if (name != null && name.equalsIgnoreCase("auto")) {
      return "auto";
    }
    HandoffKind kind = one(fields, "kind", HandoffKind.values(), HandoffKind::wireName);
    return kind == null ? null : kind.wireName();
  }

  static <E extends Enum<E>> @Nullable E one(
      JsonFields fields, String name, E[] values, Function<E, String> wireName) {
    String given = text(fields, name);
    if (given == null) {
      return null;
    }
    for (E value : values) {
      if (wireName.apply(value).equals(given.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    String expected = Arrays.stream(values).map(wireName).collect(Collectors.joining(", "));
    fields.rule(name, "is not known (expected: " + expected + ")");
    return null;
  }

  /** Text to compare with; what was taken out as unprintable would match something else. */
  static @Nullable String text(JsonFields fields, String name) {
    String text = fields.text(name, LONGEST);
    if (fields.hasControls(name)) {
      fields.rule(name, "has control characters");
      return null;
    }
    return text;
  }

  static @Nullable Instant moment(JsonFields fields, String name) {
    String text = text(fields, name);
    if (text == null) {
      return null;
    }
    try {
      Instant moment = parse(text);
      if (!moment.isBefore(FIRST) && !moment.isAfter(LAST)) {
        return moment;
      }
    } catch (DateTimeException unknown) {
      fields.rule(name, "is not an ISO 8601 time (expected: such as 2026-11-28T15:30:00Z)");
      return null;
    }
    fields.rule(name, "is not between the years 1970 and 9999");
    return null;
  }

  /**
   * Without an offset it is UTC, and a day alone begins at midnight; a plus that a query turned
   * into a blank is one again.
   */
  private static Instant parse(String text) {
    if (text.indexOf('T') < 0) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    TemporalAccessor time =
        TIME.parseBest(text.replace(' ', '+'), OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime exact
        ? exact.toInstant()
        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
  }
}
