package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What Desk accepts as the body of one operation. Keys that are not named here are refused; a null
 * clears an optional field.
 */
final class BodySchema {

  private static final Pattern TIME =
      Pattern.compile(
          "(19|20)\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
              + "T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?Z");
  private static final Pattern ID = Pattern.compile("\\d{1,19}");

  private final Map<String, Predicate<JsonNode>> rules = new LinkedHashMap<>();
  private final Map<String, BodySchema> objects = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();

  BodySchema required(String... fields) {
    required.addAll(List.of(fields));
    return this;
  }

  BodySchema text(int longest, String... fields) {
    return all(value -> value.isTextual() && value.textValue().length() <= longest, fields);
  }

  BodySchema pattern(int longest, Pattern pattern, String... fields) {
    return all(
        value ->
            value.isTextual()
                && value.textValue().length() <= longest
                && pattern.matcher(value.textValue()).matches(),
        fields);
  }

  BodySchema oneOf(String field, String... values) {
    Set<String> known = Set.of(values);
    return all(value -> value.isTextual() && known.contains(value.textValue()), field);
  }

  BodySchema id(String... fields) {
    return all(BodySchema::isId, fields);
  }

  BodySchema ids(int most, String... fields) {
    return all(
        value -> value.isArray() && value.size() <= most && every(value, BodySchema::isId), fields);
  }

  BodySchema time(String... fields) {
    return pattern(24, TIME, fields);
  }

  BodySchema flag(String... fields) {
    return all(JsonNode::isBoolean, fields);
  }

  BodySchema wholeNumber(String field) {
    return all(value -> value.isIntegralNumber() ? value.longValue() >= 0 : isDigits(value), field);
  }

  BodySchema list(String... fields) {
    return all(JsonNode::isArray, fields);
  }

  /** A field that may be cleared but not set. */
  BodySchema onlyNull(String field) {
    return all(value -> false, field);
  }

  BodySchema customFields(int longest) {
    return all(
        value ->
            value.isObject()
                && every(
                    value,
                    one ->
                        one.isNull()
                            || ((one.isTextual() || one.isIntegralNumber())
                                && one.asText().length() <= longest))
                && everyNameStartsWith(value, "cf_"),
        "cf");
  }

  BodySchema object(String field, BodySchema schema) {
    objects.put(field, schema);
    return all(JsonNode::isObject, field);
  }

  /**
   * Throws the refusal that names every broken field at once.
   *
   * @param partial whether required fields may be left out, as in an update
   */
  void check(ObjectNode body, boolean partial) {
    List<DeskErrors.FieldError> errors = new ArrayList<>();
    collect("", body, partial, errors);
    if (!errors.isEmpty()) {
      throw DeskErrors.invalid(errors);
    }
  }

  private void collect(
      String pointer, ObjectNode body, boolean partial, List<DeskErrors.FieldError> errors) {
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!rules.containsKey(field)) {
                throw DeskErrors.unprocessable(
                    "Extra parameter '" + pointer + "/" + field + "' is found.");
              }
            });
    for (String field : required) {
      boolean missing = partial ? body.path(field).isNull() : Json.lacks(body, field);
      boolean blank = body.path(field).isTextual() && body.path(field).asText().isBlank();
      if (missing || blank) {
        errors.add(new DeskErrors.FieldError(pointer + "/" + field, "missing"));
      }
    }
    rules.forEach(
        (field, rule) -> {
          JsonNode value = body.path(field);
          if (!Json.lacks(body, field) && !rule.test(value)) {
            errors.add(new DeskErrors.FieldError(pointer + "/" + field, "invalid"));
          }
        });
    objects.forEach(
        (field, schema) -> {
          if (body.path(field) instanceof ObjectNode nested) {
            schema.collect(pointer + "/" + field, nested, partial, errors);
          }
        });
  }

  private BodySchema all(Predicate<JsonNode> rule, String... fields) {
    for (String field : fields) {
      rules.put(field, rule);
    }
    return this;
  }

  private static boolean isId(JsonNode value) {
    return (value.isTextual() || value.isIntegralNumber()) && ID.matcher(value.asText()).matches();
  }

  private static boolean isDigits(JsonNode value) {
    return value.isTextual() && value.textValue().matches("\\d{1,9}");
  }

  private static boolean every(JsonNode values, Predicate<JsonNode> rule) {
    boolean all = true;
    for (JsonNode value : values) {
      all &= rule.test(value);
    }
    return all;
  }

  private static boolean everyNameStartsWith(JsonNode object, String prefix) {
    boolean all = true;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      all &= entry.getKey().startsWith(prefix);
    }
    return all;
  }
}
