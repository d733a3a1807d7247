package dev.handoff.webchat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How browsers follow a chat.
 *
 * @param tokenLife how long a browser may read with one token
 * @param mostStreams open streams on one node; further ones are refused (503)
 * @param mostStreamsPerSession open streams of one session on one node; further ones are refused
 *     (429)
 * @param heartbeat a stream on which nothing happens sends a comment so often, by which both sides
 *     notice that the other one is gone
 * @param reconnect how long a browser is asked to wait before it opens a lost stream again
 * @param stuck a reader that takes nothing for so long is cut off; Tomcat itself cuts it off after
 *     20 s
 * @param polling how often the database is asked for news while they are not heard: always with H2,
 *     with PostgreSQL only while the connection that listens is lost
 * @param readers database connections that streams may use at the same time
 */
@ConfigurationProperties("handoff.webchat")
public record WebchatProperties(
    @DefaultValue("1h") Duration tokenLife,
    @DefaultValue("12000") int mostStreams,
    @DefaultValue("20") int mostStreamsPerSession,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("2s") Duration reconnect,
    @DefaultValue("15s") Duration stuck,
    @DefaultValue("1s") Duration polling,
    @DefaultValue("8") int readers) {

  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final Duration TOMCATS_PATIENCE = Duration.ofSeconds(20);

  public WebchatProperties {
    atLeast("token-life", tokenLife, Duration.ofSeconds(1));
    atLeast("most-streams", mostStreams);
    atLeast("most-streams-per-session", mostStreamsPerSession);
    atLeast("heartbeat", heartbeat, MOMENT);
    atLeast("reconnect", reconnect, MOMENT);
    atLeast("polling", polling, MOMENT);
    atLeast("readers", readers);
    if (stuck.compareTo(MOMENT) < 0 || stuck.compareTo(TOMCATS_PATIENCE) > 0) {
      throw new IllegalArgumentException(
          "handoff.webchat.stuck: " + stuck + " (expected: 100ms to 20s)");
    }
  }

  private static void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "handoff.webchat." + name + ": " + value + " (expected: " + least + " or more)");
    }
  }

  private static void atLeast(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "handoff.webchat." + name + ": " + value + " (expected: 1 or more)");
    }
  }
}
