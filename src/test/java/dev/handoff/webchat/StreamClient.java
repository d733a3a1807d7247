package dev.handoff.webchat;

import dev.handoff.testing.Gateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads a stream as a browser does, on a thread of its own, until it is closed or it ends. */
final class StreamClient implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** One event that was dispatched. */
  record Event(String id, String data) {}

  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Event> states = new CopyOnWriteArrayList<>();
  private final List<String> comments = new CopyOnWriteArrayList<>();
  private final List<String> fields = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  private StreamClient(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "stream-client");
    reader.setDaemon(true);
    reader.start();
  }

  /** Opens {@code path}; {@code headers} are names and values in turn. */
  static StreamClient open(Gateway gateway, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.uri(path)).header("Accept", "text/event-stream");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return new StreamClient(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String data = null;
      boolean state = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (data != null) {
            (state ? states : events).add(new Event(id, data));
          }
          data = null;
          state = false;
        } else if (line.startsWith(":")) {
          comments.add(line);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.equals("event: state")) {
          state = true;
        } else {
          fields.add(line);
        }
      }
    } catch (IOException closed) {
      fields.add("closed");
    } finally {
      ended = true;
    }
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  List<Event> events() {
    return events;
  }

  /** The ids of the events, in the order in which they came. */
  List<Long> ids() {
    return events.stream().map(event -> Long.valueOf(event.id())).toList();
  }

  /** The data of the events named state. */
  List<String> states() {
    return states.stream().map(Event::data).toList();
  }

  List<String> comments() {
    return comments;
  }

  /** Fields other than id and data. */
  List<String> fields() {
    return fields;
  }

  boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
