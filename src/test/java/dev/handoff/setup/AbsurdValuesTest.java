package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Every number and time of every record of settings refuses what is below zero. */
class AbsurdValuesTest {

  private record Number(Class<?> record, String prefix, String name, Class<?> type) {}

  private static List<Number> numbers() {
    List<Number> all = new ArrayList<>();
    RecordCheck.records()
        .forEach(
            record -> {
              String prefix = record.getAnnotation(ConfigurationProperties.class).value();
              collect(record, prefix, prefix, record, all);
            });
    return all;
  }

  private static void collect(
      Class<?> root, String prefix, String at, Class<?> type, List<Number> all) {
    for (RecordComponent part : type.getRecordComponents()) {
      String name = at + "." + part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      Class<?> kind = part.getType();
      if (kind.isRecord()) {
        collect(root, prefix, name, kind, all);
      } else if (kind == int.class
          || kind == long.class
          || kind == double.class
          || kind == Duration.class
          || kind == DataSize.class) {
        all.add(new Number(root, prefix, name, kind));
      }
    }
  }

  private static boolean takes(Number number, String value) {
    try {
      new Binder(new MapConfigurationPropertySource(Map.of(number.name(), value)))
          .bindOrCreate(number.prefix(), Bindable.of(number.record()));
      return true;
    } catch (BindException refused) {
      return false;
    }
  }

  @Test
  void nothingIsBelowZero() {
    TreeSet<String> taken = new TreeSet<>();
    for (Number number : numbers()) {
      String value = number.type() == Duration.class ? "-1s" : "-1";
      if (takes(number, number.type() == DataSize.class ? "-1MB" : value)) {
        taken.add(number.name());
      }
    }

    assertThat(numbers()).hasSizeGreaterThan(80);
    assertThat(taken).isEmpty();
  }

  /** A time that the clock cannot reach would fail much later, when it is added to now. */
  @Test
  void timesThatCannotBeReckonedStopTheStart() {
    assertThatThrownBy(
            () ->
                Records.start(
                    Records.requiredBut(
                        Map.of(
                            "HANDOFF_ASSIGNMENT_TIMEOUT", "2000000000000h",
                            "handoff.bot-events.span", "36501d",
                            "handoff.retention.audit", "36500d"))))
        .hasMessageContaining("The configuration has 2 problems")
        .hasMessageContaining(
            "HANDOFF_ASSIGNMENT_TIMEOUT: '2000000000000h' (expected: at most 36500d)")
        .hasMessageContaining("handoff.bot-events.span: '36501d' (expected: at most 36500d)");
  }
}
