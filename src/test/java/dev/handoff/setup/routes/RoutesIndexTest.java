package dev.handoff.setup.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.yaml.snakeyaml.Yaml;

/** What is written about the flows for people, editors and language models is true. */
class RoutesIndexTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern REF = Pattern.compile("ref: (\\w+)");

  private static final Flows FLOWS = new Flows();
  private static final BeanIndex BEANS = BeanIndex.of(new StandardEnvironment());
  private static final Set<String> USED = new TreeSet<>();
  private static JsonSchema schema;

  @BeforeAll
  static void read() throws IOException {
    for (Path file : files("routes", ".camel.yaml")) {
      YamlFile.read(file).documents().forEach(one -> new FlowReader(FLOWS, file).read(one));
      note(file);
    }
    for (Path recipe : files("docs/recipes", ".md")) {
      note(recipe);
    }
    Path file = Path.of("docs/routes/camel-routes.schema.json");
    if (Files.exists(file)) {
      schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
              .getSchema(JSON.readTree(Files.readString(file)));
    }
  }

  private static void note(Path file) throws IOException {
    Matcher refs = REF.matcher(Files.readString(file));
    while (refs.find()) {
      USED.add(refs.group(1));
    }
  }

  private static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(folder))) {
      return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** Leaves the new text below target/, ready to be taken over. */
  private static void isUpToDate(String name, String text) throws IOException {
    Path fresh = Path.of("target/docs/routes", name);
    Files.createDirectories(fresh.getParent());
    Files.writeString(fresh, text);
    Path shipped = Path.of("docs/routes", name);
    assertThat(Files.exists(shipped) ? Files.readString(shipped) : "")
        .as("%s is out of date; put %s there", shipped, fresh)
        .isEqualTo(text);
  }

  @Test
  void theIndexIsTrue() throws IOException {
    isUpToDate("index.md", new RoutesIndex(FLOWS, BEANS, USED).text());
  }

  @Test
  void theSchemaIsTrue() throws IOException {
    isUpToDate("camel-routes.schema.json", new RoutesSchema(FLOWS, BEANS, USED).text());
  }

  private static Set<ValidationMessage> faults(String yaml) {
    JsonNode tree = JSON.valueToTree(new Yaml().load(yaml));
    return schema.validate(tree);
  }

  @Test
  void ourOwnFlowsFitTheSchema() throws IOException {
    for (Path file : files("routes", ".camel.yaml")) {
      assertThat(faults(Files.readString(file))).as("%s", file).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ref: commentDraft | ref: comentDraft",
        "method: isNeeded | method: isNeded",
        "- doTry: | - doTyr:",
        "when: | whenn:",
        "work: direct:desk-contact | wrok: direct:desk-contact",
        "steps: | step:",
      })
  void aSlipDoesNotFitTheSchema(String before, String after) throws IOException {
    String text = Files.readString(Path.of("routes/delivery/ticket.camel.yaml"));
    assertThat(text).contains(before);

    assertThat(faults(text.replaceFirst(Pattern.quote(before), after))).isNotEmpty();
  }
}
