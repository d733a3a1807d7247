package dev.handoff.testing;

import dev.handoff.HandoffGateway;
import dev.handoff.sandbox.SimulatedZoho;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The gateway as a process of its own, so that it can really be killed. */
public final class GatewayProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String SERVER = "org.springframework.boot.web.embedded.tomcat";

  private static final Pattern SERVES = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final Path log;
  private volatile int port;

  private GatewayProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts and waits until it is ready to serve. */
  public static GatewayProcess start(
      SimulatedZoho zoho, Map<String, String> database, Map<String, String> more) {
    return launch(zoho, database, more).awaitReady();
  }

  /** Starts and does not wait, so that several can start at the same time. */
  public static GatewayProcess launch(
      SimulatedZoho zoho, Map<String, String> database, Map<String, String> more) {
    Map<String, String> settings = Gateway.settings(zoho);
    settings.putAll(database);
    settings.putAll(more);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(HandoffGateway.class.getName());
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    command.add("--logging.level." + SERVER + "=info");
    try {
      Path log = Files.createTempFile("handoff-gateway-", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new GatewayProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is ready to serve. */
  public GatewayProcess awaitReady() {
    Awaitility.await("start of the process, see " + log)
        .atMost(Duration.ofSeconds(180))
        .pollInterval(Duration.ofMillis(200))
        .until(this::isReady);
    return this;
  }

  /**
   * The port that it was given, as its log tells; 0 while it has none. One that is picked for it
   * beforehand may be somebody else's by the time it starts.
   */
  private int portOfLog() throws IOException {
    Matcher told = SERVES.matcher(Files.readString(log));
    return told.find() ? Integer.parseInt(told.group(1)) : 0;
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the process ended with " + process.exitValue());
    }
    try {
      port = port == 0 ? portOfLog() : port;
      if (port == 0) {
        return false;
      }
      HttpRequest request = HttpRequest.newBuilder(uri("/actuator/health/readiness")).GET().build();
      return HTTP.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Posts JSON with the API key, without waiting for the answer. */
  public CompletableFuture<HttpResponse<String>> post(String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("X-Api-Key", Gateway.API_KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    return HTTP.sendAsync(request, BodyHandlers.ofString());
  }

  /** Gets with the API key. */
  public HttpResponse<String> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).header("X-Api-Key", Gateway.API_KEY).GET().build();
    return HTTP.sendAsync(request, BodyHandlers.ofString()).join();
  }

  /** An address of this node, once it is ready. */
  public URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** SIGKILL: no shutdown hook runs, nothing is flushed. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGSTOP: nothing runs, connections and locks stay as they are. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT: goes on where {@link #pause} stopped it. */
  public void resume() {
    signal("CONT");
  }

  /** SIGTERM: asks for an orderly stop and does not wait for it. */
  public void terminate() {
    process.destroy();
  }

  /** Waits until the process has ended. */
  public void awaitEnd() {
    Awaitility.await("end of the process, see " + log)
        .atMost(Duration.ofSeconds(60))
        .until(() -> !process.isAlive());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Where it writes what it logs. */
  public Path log() {
    return log;
  }

  private void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      resume();
    }
    process.destroy();
    process.onExit().join();
  }
}
