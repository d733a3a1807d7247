package dev.handoff.relay.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handoff.delivery.ConversationShown;
import dev.handoff.handoff.EventCorrelation.Told;
import dev.handoff.handoff.EventHeard;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.OpenHandoffs;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ZohoReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What happened in an open chat: who took it, what was said, how it ended; told in that order. */
@Component
public final class CatchUpChats {

  /** SalesIQ's clock may be so much behind the gateway's. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private final References references;
  private final OpenHandoffs open;
  private final HumanSide humanSide;
  private final CatchUpProperties settings;
  private final ApplicationEventPublisher counts;
  private final Clock clock;

  CatchUpChats(
      References references,
      OpenHandoffs open,
      HumanSide humanSide,
      CatchUpProperties settings,
      ApplicationEventPublisher counts,
      Clock clock) {
    this.references = references;
    this.open = open;
    this.humanSide = humanSide;
    this.settings = settings;
    this.counts = counts;
    this.clock = clock;
  }

  /** Whether the handoff is a chat that can be read; only the portal's own id opens it. */
  public boolean isReadable(@Body Handoff handoff) {
    return references.portalId(handoff).isPresent();
  }

  public ChatLook begin(@Body Handoff handoff) {
    Instant seen = open.seenUntil(handoff);
    Instant since =
        seen == null ? handoff.createdAt().minus(CLOCKS) : seen.minus(settings.overlap());
    return new ChatLook(handoff, references.portalId(handoff).orElseThrow(), since);
  }

  /** What SalesIQ shows of the chat as a whole. */
  public void shown(@Body @Nullable Object answer, @Variable("look") ChatLook look) {
    if (answer instanceof JsonNode json) {
      ConversationShown shown = new ConversationShown(json.path("data"), clock.instant());
      look.shown(shown);
      shown.taken().forEach(event -> hear(look.handoff(), event));
    }
  }

  /** One page of messages. */
  public void read(@Body @Nullable Object answer, @Variable("look") ChatLook look) {
    JsonNode data = answer instanceof JsonNode json ? json.path("data") : null;
    look.read(data == null ? MissingNode.getInstance() : data);
  }

  /** Tells what was said, and then how it ended. */
  public void conclude(@Variable("look") ChatLook look) {
    for (ChatRow row : look.rows()) {
      row.reply().ifPresent(event -> hear(look.handoff(), event));
    }
    ConversationShown shown = look.shown();
    List<HumanEvent> over = shown == null ? List.of() : shown.over();
    over.forEach(event -> hear(look.handoff(), event));
    open.looked(look.handoff(), look.seenUntil());
  }

  private void hear(Handoff handoff, HumanEvent event) {
    HumanSide.Heard heard =
        humanSide.hear(new ZohoReference(handoff.conversation(), handoff.id()), event);
    if (heard == HumanSide.Heard.APPLIED) {
      EventHeard news = EventHeard.of(event, Told.APPLIED);
      counts.publishEvent(new EventHeard(news.source(), news.event(), "caught_up"));
    }
  }
}
