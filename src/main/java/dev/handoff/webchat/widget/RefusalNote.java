package dev.handoff.webchat.widget;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffChanged;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.intake.HandoffView;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells a widget's visitor that a promise waits for a person to look after it. (That it was kept,
 * late or in time, is told with the outcome itself.)
 */
@Component
class RefusalNote {

  private static final String TEXT =
      "This could not be done yet. It is kept, and our team looks into it.";

  private final Conversations conversations;
  private final HandoffView view;

  RefusalNote(Conversations conversations, HandoffView view) {
    this.conversations = conversations;
    this.view = view;
  }

  @EventListener
  void on(HandoffChanged event) {
    Handoff handoff = event.handoff();
    if (handoff.state() == HandoffState.PARKED
        && handoff.key().channel() == Channel.WEB
        && handoff.request().channelRefs().tellsOutcome()
        && !view.isServed(handoff)) {
      conversations.locked(handoff.key(), RefusalNote::write);
    }
  }

  private static OpenConversation write(OpenConversation conversation) {
    List<TranscriptEntry> history = conversation.history();
    if (history.isEmpty() || !history.get(history.size() - 1).text().equals(TEXT)) {
      conversation.note("not-now", null, TEXT);
    }
    return conversation;
  }
}
