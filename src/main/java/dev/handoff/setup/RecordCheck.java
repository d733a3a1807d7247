package dev.handoff.setup;

import dev.handoff.handoff.FallbackProperties;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Binds every {@code @ConfigurationProperties} record of the gateway on trial, so that all values
 * of the wrong type or out of range are known together, before Spring would stop at the first.
 */
final class RecordCheck {

  private static final String ROOMS = "dev.handoff";
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Pattern OUT_OF_RANGE =
      Pattern.compile("([\\w.-]+): (.*) \\(expected: (.*)\\)", Pattern.DOTALL);

  /** Of the kinds of handoffs, it takes some only. */
  private static final String FALLBACK = "handoff.fallback.order";

  private static final String REMEDY = "Correct it, or leave it out for the default.";

  private final Given given;

  RecordCheck(Given given) {
    this.given = given;
  }

  void check() {
    records().forEach(this::check);
  }

  /** Every record of settings. */
  static Stream<Class<?>> records() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scan.findCandidateComponents(ROOMS).stream()
        .map(found -> String.valueOf(found.getBeanClassName()))
        .sorted()
        .map(name -> ClassUtils.resolveClassName(name, null));
  }

  /** Binds again without what was refused, until nothing more is refused. */
  private void check(Class<?> type) {
    String prefix = type.getAnnotation(ConfigurationProperties.class).value();
    Trial trial = new Trial();
    do {
      trial.again = false;
      Binder.get(given.environment()).bindOrCreate(prefix, Bindable.of(type), trial);
    } while (trial.again);
  }

  private final class Trial implements BindHandler {

    private final Set<ConfigurationPropertyName> refused = new HashSet<>();
    private boolean again;

    @Override
    public <T> @Nullable Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      return refused.contains(name) ? null : target;
    }

    /** Moments that far away cannot be reckoned; it would show much later. */
    @Override
    public Object onSuccess(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      if (result instanceof Duration time && time.compareTo(LONGEST) > 0 && refused.add(name)) {
        String known = given.nameOf(name.toString());
        given.note(known, Given.shown(known, given.value(known)), "at most 36500d", REMEDY);
      }
      return result;
    }

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
      ConversionFailedException conversion = find(ConversionFailedException.class, error);
      if (conversion != null) {
        wrongType(name, conversion);
      } else {
        outOfRange(name, error);
      }
      return null;
    }

    private void wrongType(ConfigurationPropertyName property, ConversionFailedException failure) {
      if (refused.add(property)) {
        String name = given.nameOf(property.toString());
        given.note(
            name,
            Given.shown(name, String.valueOf(failure.getValue())),
            property.toString().startsWith(FALLBACK)
                ? FallbackProperties.EXPECTED
                : expected(failure.getTargetType().getType()),
            REMEDY);
      }
    }

    private void outOfRange(ConfigurationPropertyName record, Exception error) {
      IllegalArgumentException refusal = find(IllegalArgumentException.class, error);
      String message = String.valueOf((refusal == null ? error : refusal).getMessage());
      Matcher parts = OUT_OF_RANGE.matcher(message);
      if (!parts.matches()) {
        if (refused.add(record)) {
          given.note(record.toString(), "unusable: " + message, "values that fit", REMEDY);
        }
        return;
      }
      String property = given.propertyOf(parts.group(1));
      if (refused.add(ConfigurationPropertyName.adapt(property, '.'))) {
        String name = given.nameOf(property);
        given.note(name, Given.shown(name, given.value(property)), parts.group(3), REMEDY);
        again = true;
      }
    }
  }

  private static String expected(Class<?> type) {
    if (type == Duration.class) {
      return "a duration such as 500ms, 8s, 15m or 1h";
    }
    if (type == ZoneId.class) {
      return "a time zone such as UTC or America/Toronto";
    }
    if (type == DataSize.class) {
      return "a size such as 512KB or 1MB";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
              .map(name -> name.replace('_', '-'))
              .collect(Collectors.joining(", "));
    }
    return type == double.class || type == Double.class ? "a number" : "a whole number";
  }

  /** The innermost cause of that type. */
  private static <T extends Exception> @Nullable T find(Class<T> type, Throwable error) {
    T found = null;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        found = type.cast(cause);
      }
    }
    return found;
  }
}
