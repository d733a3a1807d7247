package dev.handoff.setup;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

/** The gateway's configuration as it is read and bound at the start, and nothing else of it. */
final class Records {

  /** The commented file that teams edit. */
  static final Path SHIPPED = Path.of("config/application.yaml");

  private static final Pattern SWITCHED_OFF = Pattern.compile("(?m)^#(?=\\S|  )");

  private Records() {}

  @Configuration(proxyBeanMethods = false)
  @ConfigurationPropertiesScan("dev.handoff")
  static class OnlyRecords {}

  /** All that is required outside the sandbox. */
  static Map<String, String> required() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("ZOHO_REGION", "eu");
    all.put("ZOHO_CLIENT_ID", "id");
    all.put("ZOHO_CLIENT_SECRET", "client-secret-value");
    all.put("ZOHO_ORG_ID", "700000001");
    all.put("ZOHO_DEPARTMENT_ID", "100000000000001");
    all.put("ZOHO_SALESIQ_SCREEN_NAME", "acme");
    all.put("ZOHO_SALESIQ_APP_ID", "5100000000002238");
    all.put("ZOHO_SALESIQ_DEPARTMENT_ID", "5100000000002024");
    all.put("HANDOFF_API_KEYS", "a-key-that-is-long-enough");
    all.put("HANDOFF_OPS_USER", "ops");
    all.put("HANDOFF_OPS_PASSWORD", "password-value");
    all.put("HANDOFF_ENCRYPTION_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    return all;
  }

  /** The required settings with some changed; an empty value takes one away. */
  static Map<String, String> requiredBut(Map<String, String> changed) {
    Map<String, String> all = required();
    all.putAll(changed);
    all.values().removeIf(String::isEmpty);
    return all;
  }

  static ConfigurableApplicationContext start(Map<String, String> arguments) {
    return start(arguments, Map.of());
  }

  /** Reads and binds, from the command line and from an environment that holds nothing else. */
  static ConfigurableApplicationContext start(
      Map<String, String> arguments, Map<String, String> environmentVariables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new HashMap<>(environmentVariables)));
    return new SpringApplicationBuilder(OnlyRecords.class)
        .web(WebApplicationType.NONE)
        .environment(environment)
        .run(
            arguments.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new));
  }

  /** The value of a property in the record it is bound to. */
  static Object arrived(ConfigurableApplicationContext context, String property) {
    for (Object bean : context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
      String prefix = bean.getClass().getAnnotation(ConfigurationProperties.class).value();
      if (property.startsWith(prefix + ".")) {
        try {
          return walk(bean, property.substring(prefix.length() + 1));
        } catch (NoSuchElementException otherRecord) {
          continue;
        }
      }
    }
    throw new NoSuchElementException(property);
  }

  private static Object walk(Object start, String path) {
    Object at = start;
    for (String step : path.split("\\.")) {
      at = at instanceof Map<?, ?> map ? entry(map, step) : component(at, step);
    }
    return at;
  }

  private static Object entry(Map<?, ?> map, String key) {
    if (!map.containsKey(key)) {
      throw new NoSuchElementException(key);
    }
    return map.get(key);
  }

  private static Object component(Object value, String name) {
    if (value.getClass().isRecord()) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        if (DataObjectPropertyName.toDashedForm(component.getName()).equals(name)) {
          try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
    throw new NoSuchElementException(name);
  }

  /** All records by their prefix and type. */
  static Map<String, Object> all(ConfigurableApplicationContext context) {
    Map<String, Object> all = new TreeMap<>();
    for (Object bean : context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
      if (bean.getClass().isRecord()) {
        all.put(bean.getClass().getName(), bean);
      }
    }
    return all;
  }

  /** The shipped file with every setting switched on. */
  static Map<String, Object> everythingOn() throws IOException {
    String text = SWITCHED_OFF.matcher(Files.readString(SHIPPED)).replaceAll("");
    return new Yaml().load(text);
  }
}
