package dev.handoff.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON request and gathers everything that is wrong with them, so that a
 * caller learns it all at once. Unknown fields are accepted; numbers are accepted where text is
 * usual, and the reverse.
 */
public final class JsonFields {

  private static final int LONGEST_PERCENTAGE = 40;

  /** With the space, breaking or not, that some languages put in front of it. */
  private static final Pattern PERCENT = Pattern.compile("[\\s\\p{Zs}]*%\\s*$");

  /** What was found wrong so far, shared by an object and the objects within it. */
  private record Faults(List<FieldProblem> types, List<FieldProblem> rules) {}

  private final JsonNode object;
  private final String pointer;
  private final Faults faults;

  private JsonFields(JsonNode object, String pointer, Faults faults) {
    this.object = object;
    this.pointer = pointer;
    this.faults = faults;
  }

  /**
   * Reads a body.
   *
   * @throws RequestProblem 400 when the body is not a JSON object
   */
  public static JsonFields parse(ObjectMapper json, byte[] body) {
    if (body.length == 0) {
      throw RequestProblem.malformed("The body is empty (expected: a JSON object)", List.of());
    }
    JsonNode node;
    try {
      node = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(body);
    } catch (JacksonException e) {
      throw RequestProblem.malformed("The body is not valid JSON in UTF-8", List.of());
    } catch (IOException e) {
      throw RequestProblem.malformed("The body cannot be read", List.of());
    }
    if (!node.isObject()) {
      throw RequestProblem.malformed("The body is not a JSON object", List.of());
    }
    return new JsonFields(node, "", new Faults(new ArrayList<>(), new ArrayList<>()));
  }

  /** The fields of a body that says of what type it is; JSON when it says nothing. */
  public static JsonFields read(ObjectMapper json, byte[] body, @Nullable String contentType) {
    if (!ContentTypes.mayBeJson(contentType)) {
      throw ContentTypes.unsupported(contentType, "application/json");
    }
    return parse(json, body);
  }

  /** The same for fields that did not come as text. */
  public static JsonFields of(JsonNode object) {
    return new JsonFields(object, "", new Faults(new ArrayList<>(), new ArrayList<>()));
  }

  /** Where an unknown field would be taken for something that it is not: notes each as a fault. */
  public void only(String... names) {
    List<String> known = List.of(names);
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                rule(
                    pointerTo(name),
                    "is not taken here (expected: " + String.join(", ", known) + ")");
              }
            });
  }

  /** A foreign name as a JSON Pointer writes it (RFC 6901), at most so long as to recognise it. */
  private static String pointerTo(String name) {
    String safe = SafeText.of(name.length() > 60 ? name.substring(0, 60) + "…" : name);
    return safe.replace("~", "~0").replace("/", "~1");
  }

  /** Whether the field is there without saying anything: null, or blank text. */
  public boolean isBlank(String name) {
    JsonNode value = object.get(name);
    return value != null
        && (value.isNull() || (value.isValueNode() && SafeText.of(value.asText()).isBlank()));
  }

  /** Whether the field's text has control characters, which reading it takes out. */
  public boolean hasControls(String name) {
    String text = object.path(name).asText("");
    return text.chars().anyMatch(Character::isISOControl);
  }

  /** Text, stripped; null when absent, null or blank. */
  public @Nullable String text(String name, int longest) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isContainerNode() || value.isBoolean()) {
      type(name, "must be text");
      return null;
    }
    String text = SafeText.of(value.asText()).strip();
    if (text.length() > longest) {
      rule(name, "is longer than " + longest + " characters");
      return null;
    }
    return text.isEmpty() ? null : text;
  }

  /** The first of several names that has text. */
  @Nullable String textOf(int longest, String... names) {
    for (String name : names) {
      String text = text(name, longest);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /**
   * A name by which one thing is told from another. It is taken as it is or not at all: what is
   * taken out of it would make it the name of something else.
   */
  public @Nullable String id(String name, int longest) {
    String given = object.path(name).asText("");
    if (!SafeText.of(given).equals(given)) {
      rule(name, "has characters that cannot be kept (control characters, halves of characters)");
      return null;
    }
    return text(name, longest);
  }

  /**
   * The same for a name that stands in paths. A segment of one or two dots leads elsewhere (RFC
   * 3986, section 5.2.4), so that no path can name such a thing.
   */
  public @Nullable String pathId(String name, int longest) {
    String id = id(name, longest);
    if (".".equals(id) || "..".equals(id)) {
      rule(name, "is a dot or two, which no path can hold");
      return null;
    }
    return id;
  }

  /** The same for one that must be there; an empty string stands for it when it is not. */
  public String requiredPathId(String name, int longest) {
    return required(name, () -> pathId(name, longest));
  }

  /** A name that must be there; an empty string stands for it when it is not. */
  public String requiredId(String name, int longest) {
    return required(name, () -> id(name, longest));
  }

  /** Text that must be there; an empty string stands for it when it is not. */
  public String requiredText(String name, int longest) {
    return required(name, () -> text(name, longest));
  }

  private String required(String name, Supplier<@Nullable String> read) {
    int before = faults.types.size() + faults.rules.size();
    String text = read.get();
    if (text == null && before == faults.types.size() + faults.rules.size()) {
      rule(name, "is required");
    }
    return text == null ? "" : text;
  }

  /** A number, or a number written as text. */
  public @Nullable Double number(String name) {
    return number(name, object.path(name).asText("x").strip());
  }

  /** Whether the field is text that ends with a percent sign. */
  boolean isPercentage(String name) {
    String text = object.path(name).isTextual() ? object.path(name).asText() : "";
    return text.length() <= LONGEST_PERCENTAGE && PERCENT.matcher(text).find();
  }

  /** The number in front of the percent sign. */
  @Nullable Double percentage(String name) {
    return number(name, PERCENT.matcher(object.path(name).asText("x")).replaceFirst("").strip());
  }

  private @Nullable Double number(String name, String text) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    try {
      double number = value.isNumber() ? value.asDouble() : Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      type(name, "must be a number");
      return null;
    }
    type(name, "must be a finite number");
    return null;
  }

  /** A yes or no; false where it is left out. */
  public boolean flag(String name) {
    JsonNode value = object.path(name);
    if (value.isBoolean() || value.isMissingNode() || value.isNull()) {
      return value.asBoolean(false);
    }
    if (value.isTextual() && value.asText().matches("true|false")) {
      return Boolean.parseBoolean(value.asText());
    }
    type(name, "must be true or false");
    return false;
  }

  /** An object; an empty one when absent. */
  public JsonFields object(String name) {
    JsonNode value = object.get(name);
    if (value != null && !value.isNull() && !value.isObject()) {
      type(name, "must be an object");
      value = null;
    }
    JsonNode inner = value == null || value.isNull() ? emptyObject() : value;
    return new JsonFields(inner, pointer + "/" + name, faults);
  }

  private static ObjectNode emptyObject() {
    return JsonNodeFactory.instance.objectNode();
  }

  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** A list of objects; empty when absent. */
  public List<JsonFields> objects(String name, int longest) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      type(name, "must be a list");
      return List.of();
    }
    if (value.size() > longest) {
      rule(name, "has more than " + longest + " entries");
      return List.of();
    }
    List<JsonFields> list = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      if (value.get(i).isObject()) {
        list.add(new JsonFields(value.get(i), pointer + "/" + name + "/" + i, faults));
      } else {
        type(name + "/" + i, "must be an object");
      }
    }
    return list;
  }

  /** A list of texts, blank ones left out; empty when absent. */
  public List<String> texts(String name, int most, int longest) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      type(name, "must be a list");
      return List.of();
    }
    if (value.size() > most) {
      rule(name, "has more than " + most + " entries");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      JsonFields entry =
          new JsonFields(
              emptyObject().set(String.valueOf(i), value.get(i)), pointer + "/" + name, faults);
      String text = entry.text(String.valueOf(i), longest);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Whether something was found wrong with the object or what is in it. */
  public boolean hasFaults() {
    return Stream.concat(faults.types.stream(), faults.rules.stream())
        .anyMatch(fault -> (fault.pointer() + "/").startsWith(pointer + "/"));
  }

  private void type(String name, String message) {
    faults.types.add(new FieldProblem(pointer + "/" + name, message));
  }

  /** Notes that the field breaks a rule. */
  public void rule(String name, String message) {
    faults.rules.add(new FieldProblem(pointer + "/" + name, message));
  }

  /**
   * Ends the reading.
   *
   * @throws RequestProblem 400 when a type was wrong, else 422 when a rule was broken
   */
  public void check() {
    if (!faults.types.isEmpty()) {
      throw RequestProblem.malformed(summary(faults.types), faults.types);
    }
    if (!faults.rules.isEmpty()) {
      throw RequestProblem.rule(summary(faults.rules), faults.rules);
    }
  }

  private static String summary(List<FieldProblem> problems) {
    FieldProblem first = problems.get(0);
    String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return first.pointer() + " " + first.message() + more;
  }
}
