package dev.handoff.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a JSON body means, however it is laid out: without white space between the values, fields by
 * their names, texts escaped in one way. Numbers stay as they were written, lest two be taken for
 * one.
 */
final class JsonMeaning {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonMeaning() {}

  /** The same for all bodies that mean the same; what is no JSON means itself. */
  static byte[] of(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == null) {
        return body;
      }
      String meaning = value(parser);
      return parser.nextToken() == null ? meaning.getBytes(StandardCharsets.UTF_8) : body;
    } catch (IOException notJson) {
      return body;
    }
  }

  /** The value that begins at the current token; a parser refuses what is nested too deeply. */
  private static String value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> quoted(parser.getText());
      default -> parser.getText();
    };
  }

  /** Of a field that is there twice the last one counts, as everywhere. */
  private static String object(JsonParser parser) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String array(JsonParser parser) throws IOException {
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return "[" + String.join(",", values) + "]";
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
