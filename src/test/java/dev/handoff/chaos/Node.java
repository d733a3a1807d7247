package dev.handoff.chaos;

import dev.handoff.HandoffGateway;
import dev.handoff.testing.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One gateway as a process that dies and comes back under the same address. Not the process of
 * other tests: it must neither wait for the start nor lose the log of the one before.
 */
final class Node {

  private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

  private final String name;
  private final int port;
  private final List<String> command;
  private final File log;
  private final HttpClient http;
  private volatile Process process;

  Node(String name, Map<String, String> settings, Path logs, HttpClient http) {
    this.name = name;
    this.port = Ports.ofOnesOwn();
    this.http = http;
    this.log = logs.resolve(name + ".log").toFile();
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Jvm.flags());
    command.addAll(List.of("-cp", Jvm.classPath(), HandoffGateway.class.getName()));
    settings.forEach((key, value) -> command.add("--" + key + "=" + value));
    command.add("--SERVER_PORT=" + port);
  }

  String name() {
    return name;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Starts it and does not wait. */
  void start() {
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether it serves.
   *
   * @throws IllegalStateException when it ended by itself
   */
  boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " ended with " + process.exitValue() + ", see " + log);
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** SIGKILL: no shutdown hook runs, nothing is flushed. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** SIGTERM, until it has ended; false when it had to be killed after a minute. */
  boolean terminate() throws InterruptedException {
    process.destroy();
    boolean ended = process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      kill();
    }
    return ended;
  }

  /** SIGSTOP. */
  void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  void goOn() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
