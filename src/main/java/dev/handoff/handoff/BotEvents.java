package dev.handoff.handoff;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is still to be told to a bot platform, conversation by conversation, in order. One event is
 * in the hands of one worker; whoever lost it gets a {@link StaleWorkException} and has written
 * nothing.
 */
public interface BotEvents {

  /** Takes up the first event of the conversation, if it is due; later ones wait behind it. */
  Optional<BotEvent> claim(ConversationId conversation);

  /** One call of several was taken and is not repeated. */
  BotEvent partDone(BotEvent claimed);

  /** The platform took it. */
  void sent(BotEvent claimed);

  /**
   * It failed and comes again.
   *
   * @param alert the alert level now told, in percent of its time
   */
  void retry(BotEvent claimed, String code, String message, Instant due, int alert);

  /** Given up; the events after it go on. */
  void park(BotEvent claimed, String code, String message);

  /**
   * Decides under the conversation's lock when a worker looks next; empty when nothing waits.
   * Nothing is added meanwhile.
   */
  void decideNext(ConversationId conversation, Consumer<Optional<Instant>> decision);
}
