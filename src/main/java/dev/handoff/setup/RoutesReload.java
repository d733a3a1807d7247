package dev.handoff.setup;

import dev.handoff.setup.routes.Finding;
import dev.handoff.setup.routes.RouteValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Takes over edited flows without a restart, for development (handoff.routes-reload). The whole
 * folder is checked first; while anything is wrong with it, the log says what and the old routes go
 * on. Work under way is waited for, and all work is in the database anyway.
 */
@Component
@ConditionalOnProperty("handoff.routes-reload")
final class RoutesReload {

  private static final Logger log = LoggerFactory.getLogger(RoutesReload.class);
  private static final Duration LOOK = Duration.ofMillis(300);

  private final RunningRoutes routes;
  private final RouteValidator validator;
  private final Path folder;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread own = new Thread(work, "routes-reload");
            own.setDaemon(true);
            return own;
          });

  private Map<Path, String> running = Map.of();
  private Map<Path, String> seen = Map.of();

  /** What was judged last; the same texts are not judged twice. */
  private Map<Path, String> judged = Map.of();

  /** What was told last of a folder that cannot be read; it is not told every time. */
  private String unreadable = "";

  RoutesReload(ModelCamelContext camel, ConfigurableEnvironment environment) {
    this.routes = new RunningRoutes(camel);
    this.validator = new RouteValidator(environment, true);
    this.folder = Path.of(environment.getProperty(RouteFiles.NAME, "./routes"));
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    running = read();
    seen = running;
    log.info("Edited flows in {} are taken over (handoff.routes-reload)", folder);
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @EventListener(ContextClosedEvent.class)
  void end() {
    thread.shutdownNow();
  }

  private void look() {
    try {
      Map<Path, String> now = read();
      // What just changed may still be being written; it is taken when it stays the same.
      boolean settled = now.equals(seen);
      seen = now;
      if (settled && !now.equals(running) && !now.equals(judged)) {
        judged = now;
        take(now);
      }
      unreadable = "";
    } catch (RuntimeException e) {
      if (!e.toString().equals(unreadable)) {
        unreadable = e.toString();
        log.error("The flows in {} cannot be read; the old ones go on: {}", folder, unreadable);
      }
    }
  }

  private void take(Map<Path, String> now) {
    List<Finding> errors = validator.check(folder, now).stream().filter(Finding::isError).toList();
    if (!errors.isEmpty()) {
      errors.forEach(error -> log.error("{}", error));
      log.error("The flows are not taken over; the old ones go on");
      return;
    }
    try {
      routes.replace(running, now);
      running = now;
      log.info("The flows are taken over");
    } catch (Exception e) {
      log.error("Camel refuses the flows; the old ones are put back", e);
      putBack();
    }
  }

  private void putBack() {
    try {
      routes.putBack(running);
    } catch (Exception e) {
      log.error("The old flows cannot be put back; restart the gateway", e);
    }
  }

  /** All or nothing: what cannot be read is not taken for deleted. */
  private Map<Path, String> read() {
    RouteFiles found = RouteFiles.in(folder.toString());
    if (!found.problems().isEmpty()) {
      throw new IllegalStateException(
          found.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    Map<Path, String> texts = new TreeMap<>();
    for (Path file : found.files()) {
      try {
        texts.put(file, Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }
}
