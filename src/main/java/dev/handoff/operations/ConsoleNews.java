package dev.handoff.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.BotEventChanged;
import dev.handoff.handoff.EventHeard;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.HandoffChanged;
import dev.handoff.handoff.NodeNews;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gathers what changes on this node and tells it to all nodes, at most twice a second however much
 * that is. Only ids and states are told, never what somebody said.
 */
@Component
final class ConsoleNews implements DisposableBean {

  /** Something changed that has no id of a handoff, such as words of a person at Zoho. */
  static final String ANY = "*";

  private static final int MOST = 60;
  private static final long PAUSE_MILLIS = 500;

  private final NodeNews nodes;
  private final ObjectMapper json;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "console-news");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, String> handoffs = new LinkedHashMap<>();
  private final Set<String> bots = new LinkedHashSet<>();
  private boolean more;
  private boolean planned;

  ConsoleNews(NodeNews nodes, ObjectMapper json) {
    this.nodes = nodes;
    this.json = json;
  }

  @EventListener
  void note(HandoffChanged changed) {
    FollowUp followUp = changed.handoff().request().followUp();
    if (followUp != null) {
      note(followUp.follows().value(), "followed");
    }
    note(changed.handoff().id().value(), changed.handoff().state().wireName());
  }

  @EventListener
  void note(EventHeard heard) {
    note(ANY, heard.event());
  }

  @EventListener
  synchronized void note(BotEventChanged changed) {
    if (bots.size() < MOST) {
      bots.add(changed.event().id());
    }
    note(ANY, "bot");
  }

  private synchronized void note(String id, String state) {
    if (handoffs.size() < MOST || handoffs.containsKey(id)) {
      handoffs.put(id, state);
    } else {
      more = true;
    }
    if (!planned && !timer.isShutdown()) {
      planned = true;
      timer.schedule(this::tell, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void tell() {
    nodes.tell(gathered());
  }

  private synchronized String gathered() {
    List<Map<String, String>> changed =
        handoffs.entrySet().stream()
            .map(each -> Map.of("id", each.getKey(), "state", each.getValue()))
            .toList();
    List<String> told = List.copyOf(bots);
    boolean missed = more;
    handoffs.clear();
    bots.clear();
    more = false;
    planned = false;
    return words(changed, told, missed);
  }

  private String words(List<Map<String, String>> changed, List<String> told, boolean missed) {
    try {
      return json.writeValueAsString(
          Map.of(
              "handoffs",
              changed,
              "bots",
              told.subList(0, Math.min(20, told.size())),
              "missed",
              missed));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("news cannot be written as JSON", e);
    }
  }

  @Override
  public void destroy() {
    timer.shutdown();
  }
}
