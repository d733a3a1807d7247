package dev.handoff.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.intake.FieldProblem;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.RequestProblem;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From parameters of JMX to fields that are read like a body; empty ones, or 0, are left out. */
final class JmxCalls {

  private JmxCalls() {}

  /** Names and values in turn. */
  static ObjectNode object(@Nullable String... namesAndValues) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String value = namesAndValues[i + 1];
      if (value != null && !value.isBlank()) {
        object.put(namesAndValues[i], value);
      }
    }
    return object;
  }

  static ObjectNode limited(ObjectNode object, int limit) {
    return limit == 0 ? object : object.put("limit", limit);
  }

  /** A person who gives something up by hand says why. */
  static JsonFields withReason(@Nullable String reason) {
    JsonFields fields = JsonFields.of(object("reason", reason));
    if (!fields.has("reason")) {
      fields.rule("reason", "is required");
    }
    return fields;
  }

  /** Failures become types that every JMX client knows. */
  static <T> T told(Supplier<T> act) {
    try {
      return act.get();
    } catch (RequestProblem refused) {
      String message = refused.getMessage() + fields(refused);
      throw refused.status() == 409
          ? new IllegalStateException(message)
          : new IllegalArgumentException(message);
    }
  }

  private static String fields(RequestProblem refused) {
    return refused.fields().size() < 2
        ? ""
        : refused.fields().stream().map(JmxCalls::text).collect(Collectors.joining("; ", ": ", ""));
  }

  private static String text(FieldProblem problem) {
    return problem.pointer() + " " + problem.message();
  }
}
