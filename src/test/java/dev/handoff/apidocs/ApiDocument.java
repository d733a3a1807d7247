package dev.handoff.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the HTTP interface, as the tests read it. */
record ApiDocument(JsonNode root) {

  static final Path FILE = Path.of("src/main/resources/openapi/gateway.yaml");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  /** One operation. */
  record Operation(String method, String path, JsonNode node) {

    String id() {
      return node.path("operationId").asText();
    }

    @Override
    public String toString() {
      return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
    }
  }

  /** A request that the document shows; no body for operations without one. */
  record Example(Operation operation, String name, JsonNode body, int status) {

    @Override
    public String toString() {
      return operation + " " + name;
    }
  }

  static ApiDocument fromFile() {
    try {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
      return new ApiDocument(JSON.valueToTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    root.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        each ->
                            all.add(new Operation(each.getKey(), path.getKey(), each.getValue()))));
    return all;
  }

  /** The named examples of an operation's body, or one call without a body. */
  List<Example> examples() {
    List<Example> all = new ArrayList<>();
    for (Operation operation : operations()) {
      JsonNode content = operation.node().path("requestBody").path("content");
      if (content.isMissingNode()) {
        all.add(new Example(operation, "as it is", null, 0));
      }
      content.forEach(
          type ->
              type.path("examples")
                  .fields()
                  .forEachRemaining(
                      each ->
                          all.add(
                              new Example(
                                  operation,
                                  each.getKey(),
                                  each.getValue().path("value"),
                                  each.getValue().path("x-status").asInt()))));
    }
    return all;
  }

  /** The parameters, with the name of the component where there is one. */
  List<Map.Entry<String, JsonNode>> parameters(Operation operation) {
    return StreamSupport.stream(operation.node().path("parameters").spliterator(), false)
        .map(
            each -> {
              String ref = each.path("$ref").asText();
              return Map.entry(ref.substring(ref.lastIndexOf('/') + 1), resolved(each));
            })
        .toList();
  }

  JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : resolved(root.at(ref.substring(1)));
  }

  /** What is wrong with a body, as the schema sees it; nothing when it fits. */
  Set<String> faults(JsonNode schema, JsonNode body) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putObject("wanted").setAll((ObjectNode) schema.deepCopy());
    whole.set("components", root.path("components"));
    whole.put("$ref", "#/wanted");
    Set<String> faults = new TreeSet<>();
    for (ValidationMessage each : SCHEMAS.getSchema(whole).validate(body)) {
      faults.add(each.getMessage());
    }
    return faults;
  }
}
