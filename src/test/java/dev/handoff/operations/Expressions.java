package dev.handoff.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The PromQL expressions of the board and the alerts. */
final class Expressions {

  static final Path FOLDER = Path.of("docs/observability");
  static final Path ALERTS = FOLDER.resolve("alerts.yaml");
  static final Path BOARD = FOLDER.resolve("grafana/handoff-gateway.json");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_:]*");
  private static final Set<String> WORDS =
      Set.of(
          ("sum max min by rate increase and or offset absent histogram_quantile predict_linear"
                  + " clamp_min s m h")
              .split(" "));

  private Expressions() {}

  /** Every rule of the alerts file: its fields. */
  static List<Map<String, Object>> rules() throws IOException {
    List<Map<String, Object>> rules = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(ALERTS)) {
      Map<String, List<Map<String, Object>>> file = new Yaml().load(text);
      for (Map<String, Object> group : file.get("groups")) {
        for (Object rule : (List<?>) group.get("rules")) {
          Map<String, Object> fields = new LinkedHashMap<>();
          ((Map<?, ?>) rule).forEach((name, value) -> fields.put(String.valueOf(name), value));
          rules.add(fields);
        }
      }
    }
    return rules;
  }

  /** Those of the board, with what Grafana puts in for its variables. */
  static List<String> ofBoard() throws IOException {
    JsonNode board = new ObjectMapper().readTree(BOARD.toFile());
    List<String> found = new ArrayList<>();
    board.findValuesAsText("expr").forEach(found::add);
    return found.stream()
        .map(text -> text.replace("$__rate_interval", "5m").replace("$node", ".*"))
        .toList();
  }

  static List<String> all() throws IOException {
    List<String> all = new ArrayList<>(ofBoard());
    for (Map<String, Object> rule : rules()) {
      all.add(String.valueOf(rule.get("expr")));
    }
    return all;
  }

  /** The names of metrics in an expression; recorded ones, with a colon, are known to promtool. */
  static Set<String> metrics(String expression) {
    String bare =
        expression
            .replaceAll("\\{[^}]*}", "")
            .replaceAll("\\[[^]]*]", "")
            .replaceAll("\\bby \\([^)]*\\)", "");
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(bare);
    while (name.find()) {
      if (!WORDS.contains(name.group()) && !name.group().contains(":")) {
        names.add(name.group());
      }
    }
    return names;
  }
}
