package dev.handoff.setup;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps Spring Boot from printing a start that failed where a command words it itself. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SilentFailure implements SpringBootExceptionReporter {

  private static final ThreadLocal<Boolean> WANTED = ThreadLocal.withInitial(() -> false);

  SilentFailure(@Nullable ConfigurableApplicationContext context) {}

  /** What is started within prints nothing when it fails; the failure itself is thrown as ever. */
  static <T> T during(Supplier<T> start) {
    WANTED.set(true);
    try {
      return start.get();
    } finally {
      WANTED.remove();
    }
  }

  @Override
  public boolean reportException(Throwable failure) {
    return WANTED.get();
  }
}
