package dev.handoff.relay.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.EventHeard;
import dev.handoff.handoff.References;
import dev.handoff.zoho.ZohoFailure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * SalesIQ keeps webhook calls that failed and makes them again on demand (salesiq.md 7.1). The
 * shape of its lists is not confirmed, so they are read leniently.
 */
@Component
public final class CatchUpWebhooks {

  private static final Logger log = LoggerFactory.getLogger(CatchUpWebhooks.class);
  private static final int MOST = 99;
  private static final String OURS = "/webhook/salesiq";

  private final CatchUpProperties settings;
  private final ApplicationEventPublisher counts;

  CatchUpWebhooks(CatchUpProperties settings, ApplicationEventPublisher counts) {
    this.settings = settings;
    this.counts = counts;
  }

  /** Whether there is a way to know which webhooks are the gateway's. */
  boolean areKnown() {
    boolean known = settings.publicUrl() != null || !settings.webhooks().isEmpty();
    if (!known) {
      log.debug(
          "failed webhook calls of SalesIQ are not asked for again: neither"
              + " HANDOFF_PUBLIC_URL nor handoff.catch-up.webhooks is set");
    }
    return known;
  }

  /** Whether SalesIQ has to be asked which ones there are. */
  public boolean areToBeFound() {
    return settings.publicUrl() != null;
  }

  public String path() {
    return settings.webhooksPath();
  }

  /** The ids that are set. */
  public List<String> named() {
    return settings.webhooks();
  }

  /** The ids that are set, and those of webhooks that call this gateway. */
  public List<String> ours(@Body @Nullable Object answer) {
    Set<String> ids = new LinkedHashSet<>(settings.webhooks());
    String own = String.valueOf(settings.publicUrl()).toLowerCase(Locale.ROOT) + OURS;
    for (JsonNode webhook : rows(answer)) {
      String url = webhook.path("url").asText("").toLowerCase(Locale.ROOT);
      String id = webhook.path("id").asText("");
      if (!id.isEmpty() && (url.equals(own) || url.startsWith(own + "/"))) {
        ids.add(id);
      }
    }
    return List.copyOf(ids);
  }

  /** Where the failed calls of a webhook are listed, and asked for again. */
  public String executions(@Body String webhook) {
    String id = URLEncoder.encode(webhook, StandardCharsets.UTF_8);
    return settings.webhooksPath() + "/" + id + "/executions";
  }

  /** The failed calls of a list. */
  public List<String> failed(@Body @Nullable Object answer) {
    List<String> ids = new ArrayList<>();
    for (JsonNode execution : rows(answer)) {
      String id = first(execution, "id", "execution_id", "exec_id");
      String status = execution.path("status").asText("").toLowerCase(Locale.ROOT);
      if (!id.isEmpty() && !status.startsWith("success") && ids.size() < MOST) {
        ids.add(id);
      }
    }
    return List.copyOf(ids);
  }

  /** What asks for them again. */
  public Map<String, Object> again(@Body List<String> executions) {
    counts.publishEvent(new EventHeard(References.SALESIQ, "execution", "asked_again"));
    log.info("SalesIQ is asked to make {} failed webhook calls again", executions.size());
    return Map.of("ids", executions);
  }

  /** SalesIQ makes those no more that were tried too often. */
  public void asked(@Body @Nullable Object answer) {
    int skipped = answer instanceof JsonNode json ? json.path("data").path("skipped").size() : 0;
    if (skipped > 0) {
      counts.publishEvent(new EventHeard(References.SALESIQ, "execution", "skipped"));
      log.info(
          "SalesIQ makes {} failed webhook calls no more; open chats are read instead", skipped);
    }
  }

  /** Without this the open conversations are read all the same. */
  public void refused(@ExchangeException ZohoFailure failure) {
    counts.publishEvent(new EventHeard(References.SALESIQ, "execution", "refused"));
    log.info(
        "SalesIQ does not tell its failed webhook calls ({}); the token wants the scopes"
            + " SalesIQ.webhooks.READ and SalesIQ.webhooks.CREATE",
        failure.code());
  }

  private static String first(JsonNode row, String... names) {
    for (String name : names) {
      String text = row.path(name).asText("");
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The rows of {@code data}, or of the list within it. */
  private static Iterable<JsonNode> rows(@Nullable Object answer) {
    if (!(answer instanceof JsonNode json)) {
      return List.of();
    }
    JsonNode data = json.path("data");
    if (data.isObject()) {
      for (JsonNode inner : data) {
        if (inner.isArray()) {
          return inner;
        }
      }
    }
    return data.isArray() ? data : List.of();
  }
}
