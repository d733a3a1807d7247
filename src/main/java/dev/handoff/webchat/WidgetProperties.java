package dev.handoff.webchat;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The widget, and what pages of other sites may do.
 *
 * @param origins the sites whose pages may hold the widget, or read chats with a stream token, such
 *     as {@code https://www.example.com}; {@code *} is any site, none is none but the gateway's own
 *     pages
 * @param demo whether {@code /demo} is served; it opens the widget's door for that page
 * @param longestMessage characters of a message; a longer one is refused (422)
 * @param sessionLife how long after its last use a browser may go on with a session
 */
@ConfigurationProperties("handoff.widget")
public record WidgetProperties(
    @DefaultValue List<String> origins,
    @DefaultValue("false") boolean demo,
    @DefaultValue("4000") int longestMessage,
    @DefaultValue("30d") Duration sessionLife,
    @DefaultValue Limits limits) {

  private static final String ANY = "*";

  /**
   * What may come in a minute, on each node; more is refused (429).
   *
   * @param messages messages and wishes of one session
   * @param address the same of one address, behind which may be a whole office
   * @param sessions sessions opened or renewed by one address
   * @param handoffs wishes for a person of one address, also those that words or an unsure bot lead
   *     to
   */
  public record Limits(
      @DefaultValue("30") int messages,
      @DefaultValue("300") int address,
      @DefaultValue("60") int sessions,
      @DefaultValue("10") int handoffs) {

    public Limits {
      atLeastOne("limits.messages", messages);
      atLeastOne("limits.address", address);
      atLeastOne("limits.sessions", sessions);
      atLeastOne("limits.handoffs", handoffs);
    }
  }

  public WidgetProperties {
    origins = origins.stream().map(String::strip).filter(origin -> !origin.isEmpty()).toList();
    for (String origin : origins) {
      if (!origin.equals(ANY) && !origin.matches("https?://[^/\\s*?#@]+")) {
        throw new IllegalArgumentException(
            "handoff.widget.origins: "
                + origin
                + " (expected: * or scheme and host such as https://www.example.com, without a path)");
      }
    }
    atLeastOne("longest-message", longestMessage);
    if (sessionLife.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "handoff.widget.session-life: " + sessionLife + " (expected: 1m or more)");
    }
  }

  /** Whether there is anybody for whom the widget's door is open. */
  public boolean isOpen() {
    return demo || !origins.isEmpty();
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "handoff.widget." + name + ": " + value + " (expected: 1 or more)");
    }
  }
}
