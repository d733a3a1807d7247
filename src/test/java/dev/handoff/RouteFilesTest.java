package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The route files as files: what Camel would accept in silence, and what a reader relies on. */
class RouteFilesTest {

  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern DIRECT = Pattern.compile("direct:[A-Za-z0-9-]+");
  private static final Set<String> KINDS = Set.of("route", "routeTemplate", "routeConfiguration");

  /** What Camel also takes as a bare text, and a reader then has to guess. */
  private static final Set<String> NEVER_TEXT =
      Set.of(
          "to",
          "toD",
          "bean",
          "setBody",
          "setHeader",
          "setVariable",
          "log",
          "convertBodyTo",
          "removeHeaders",
          "from",
          "simple",
          "constant",
          "enrich",
          "split",
          "loop");

  private static final Map<Path, List<Map<String, Object>>> FILES = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
        FILES.put(file, new Yaml(strict).load(Files.readString(file)));
      }
    }
    assertThat(FILES).isNotEmpty();
  }

  /** Kind and content of each top-level entry. */
  private static void eachEntry(BiConsumer<String, Map<String, Object>> visit) {
    FILES.values().stream()
        .flatMap(List::stream)
        .flatMap(entry -> entry.entrySet().stream())
        .forEach(entry -> visit.accept(entry.getKey(), map(entry.getValue())));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** Each key with its value, however deep. */
  private static void eachKey(Object node, BiConsumer<String, Object> visit) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            visit.accept(String.valueOf(key), value);
            eachKey(value, visit);
          });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> eachKey(item, visit));
    }
  }

  private static List<String> values(String wanted) {
    List<String> values = new ArrayList<>();
    eachKey(
        List.copyOf(FILES.values()),
        (key, value) -> {
          if (key.equals(wanted) && value instanceof String text) {
            values.add(text);
          }
        });
    return values;
  }

  private static Set<String> repeated(List<String> values) {
    return values.stream()
        .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void holdRoutesTemplatesAndConfigurationsOnly() {
    eachEntry((kind, content) -> assertThat(KINDS).contains(kind));
  }

  @Test
  void giveEveryRouteAKebabCaseIdAndADescription() {
    SoftAssertions all = new SoftAssertions();
    eachEntry(
        (kind, content) -> {
          String id = String.valueOf(content.getOrDefault("id", ""));
          all.assertThat(content.get("description"))
              .as("description of " + id)
              .asString()
              .isNotBlank();
          // The nameless configuration is the default for routes that name none.
          if (!kind.equals("routeConfiguration") || content.containsKey("id")) {
            all.assertThat(id).as("id: " + content.get("description")).matches(KEBAB);
          }
        });
    all.assertAll();
  }

  @Test
  void giveEveryStepIdInKebabCaseAndEveryIdOnce() {
    assertThat(values("id")).allMatch(id -> KEBAB.matcher(id).matches());
    assertThat(repeated(values("id"))).isEmpty();
  }

  @Test
  void describeEveryParameterOfATemplate() {
    eachEntry(
        (kind, content) -> {
          if (content.get("parameters") instanceof List<?> parameters) {
            assertThat(parameters)
                .allSatisfy(
                    parameter ->
                        assertThat(map(parameter).get("description")).asString().isNotBlank());
          }
        });
  }

  /** Of two instances with the same id one would silently take the other's place. */
  @Test
  void useEveryKameletInstanceOnce() {
    List<String> instances =
        values("uri").stream().filter(uri -> uri.startsWith("kamelet:")).toList();

    assertThat(instances)
        .filteredOn(uri -> !uri.equals("kamelet:source"))
        .isNotEmpty()
        .allMatch(uri -> uri.matches("kamelet:[a-z-]+/[a-z-]+"));
    assertThat(repeated(instances.stream().filter(uri -> !uri.equals("kamelet:source")).toList()))
        .isEmpty();
    List<String> ids =
        new ArrayList<>(
            instances.stream()
                .filter(uri -> uri.contains("/"))
                .map(uri -> uri.substring(uri.indexOf('/') + 1))
                .toList());
    eachEntry(
        (kind, content) -> {
          if (kind.equals("route")) {
            ids.add(String.valueOf(content.get("id")));
          }
        });
    assertThat(repeated(ids))
        .as("instance ids, which become route ids, across templates and with routes")
        .isEmpty();
  }

  @Test
  void nameTemplatesThatExist() {
    Set<String> templates = new TreeSet<>();
    eachEntry(
        (kind, content) -> {
          if (kind.equals("routeTemplate")) {
            templates.add(String.valueOf(content.get("id")));
          }
        });

    assertThat(values("uri"))
        .filteredOn(uri -> uri.startsWith("kamelet:") && uri.contains("/"))
        .allSatisfy(
            uri ->
                assertThat(templates)
                    .contains(uri.substring("kamelet:".length(), uri.indexOf('/'))));
  }

  @Test
  void leadToDirectEndpointsThatExistAndLeaveNoneUnused() throws IOException {
    Set<String> from = new TreeSet<>();
    eachEntry(
        (kind, content) -> {
          if (kind.equals("route")) {
            String uri = String.valueOf(map(content.get("from")).get("uri"));
            if (uri.startsWith("direct:")) {
              assertThat(from.add(uri)).as(uri + " has one route").isTrue();
            }
          }
        });
    Map<String, Integer> named = new TreeMap<>();
    for (Path file : FILES.keySet()) {
      count(Files.readString(file), named);
    }
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        count(Files.readString(source), named);
      }
    }

    assertThat(from).containsAll(named.keySet());
    assertThat(from).allSatisfy(uri -> assertThat(named.get(uri)).as(uri).isGreaterThan(1));
  }

  private static void count(String text, Map<String, Integer> named) {
    Matcher uris = DIRECT.matcher(text);
    while (uris.find()) {
      named.merge(uris.group(), 1, Integer::sum);
    }
  }

  @Test
  void nameRouteConfigurationsThatExist() {
    Set<String> configurations = new TreeSet<>();
    eachEntry(
        (kind, content) -> {
          if (kind.equals("routeConfiguration") && content.containsKey("id")) {
            configurations.add(String.valueOf(content.get("id")));
          }
        });

    assertThat(configurations).containsAll(values("routeConfigurationId"));
  }

  @Test
  void referToBeansAndMethodsThatExist() {
    Map<String, Class<?>> beans = beans();
    SoftAssertions all = new SoftAssertions();
    eachKey(
        List.copyOf(FILES.values()),
        (key, value) -> {
          if ((key.equals("bean") || key.equals("method")) && value instanceof Map<?, ?> call) {
            String ref = String.valueOf(call.get("ref"));
            String method = String.valueOf(call.get("method")).replaceAll("\\(.*", "");
            all.assertThat(beans).as("bean of " + call).containsKey(ref);
            if (beans.containsKey(ref)) {
              all.assertThat(Stream.of(beans.get(ref).getMethods()).map(m -> m.getName()))
                  .as("method of " + call)
                  .contains(method);
            }
          }
        });
    all.assertAll();
    assertThat(beans.keySet()).containsAll(values("aggregationStrategy"));
  }

  /** Components by their name, and what the configurations make, by the method's name. */
  private static Map<String, Class<?>> beans() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(Component.class));
    Map<String, Class<?>> beans = new TreeMap<>();
    for (BeanDefinition found : scan.findCandidateComponents("dev.handoff")) {
      Class<?> type = ClassUtils.resolveClassName(found.getBeanClassName(), null);
      beans.put(
          AnnotationBeanNameGenerator.INSTANCE.generateBeanName(
              found, new SimpleBeanDefinitionRegistry()),
          type);
      if (type.isAnnotationPresent(Configuration.class)) {
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Bean.class))
            .forEach(method -> beans.put(beanName(method), method.getReturnType()));
      }
    }
    return beans;
  }

  private static String beanName(java.lang.reflect.Method method) {
    String[] names = method.getAnnotation(Bean.class).value();
    return names.length == 0 ? method.getName() : names[0];
  }

  @Test
  void useTheFullSpelling() {
    SoftAssertions all = new SoftAssertions();
    eachKey(
        List.copyOf(FILES.values()),
        (key, value) -> {
          if (NEVER_TEXT.contains(key)) {
            all.assertThat(value).as(key).isInstanceOf(Map.class);
          }
          if (key.equals("uri")) {
            all.assertThat(String.valueOf(value))
                .as("options belong under parameters")
                .doesNotContain("?");
          }
          if (!key.contains(":")) {
            all.assertThat(key).as("camelCase").doesNotContain("-");
          }
        });
    all.assertAll();
  }
}
