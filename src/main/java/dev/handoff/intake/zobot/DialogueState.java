package dev.handoff.intake.zobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.handoff.handoff.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All a dialogue remembers between two calls; SalesIQ sends only the current message (sheet section
 * 5.3). Immutable. Written and read by any Jackson mapper with the Java time module; fields that
 * are missing or unknown do no harm, so that a state outlives an upgrade.
 *
 * @param asks how often the visitor was asked in this stage
 * @param exchanges the last calls and their answers, oldest first
 * @param read the number of the last line of a person that the visitor has got
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DialogueState(
    Stage stage,
    int asks,
    Audience audience,
    CallbackDraft draft,
    Wish wish,
    Placed placed,
    List<Exchange> exchanges,
    long read) {

  private static final int MAX_EXCHANGES = 8;

  public DialogueState {
    stage = stage == null ? Stage.START : stage;
    audience = audience == null ? Audience.UNKNOWN : audience;
    draft = draft == null ? CallbackDraft.EMPTY : draft;
    wish = wish == null ? Wish.NONE : wish;
    placed = placed == null ? Placed.NOTHING : placed;
    exchanges = exchanges == null ? List.of() : List.copyOf(exchanges);
  }

  /** The state of a conversation that was never heard of. */
  public static DialogueState initial() {
    return new DialogueState(
        Stage.START,
        0,
        Audience.UNKNOWN,
        CallbackDraft.EMPTY,
        Wish.NONE,
        Placed.NOTHING,
        List.of(),
        0);
  }

  /** The state once the operator's chat was completed or missed; the bot speaks again. */
  public DialogueState operatorLeft() {
    return stage == Stage.HANDED_OVER ? at(Stage.START) : this;
  }

  /** The order whose outcome is awaited, or null. */
  public @Nullable Order openOrder() {
    return stage == Stage.ORDERED ? placed.last() : null;
  }

  /** The visitor, as all calls so far told; an address typed in the dialogue comes first. */
  public Visitor visitor() {
    return audience.visitor();
  }

  DialogueState at(Stage next) {
    return new DialogueState(next, 0, audience, draft, wish, placed, exchanges, read);
  }

  DialogueState asking(Stage next) {
    int count = stage == next ? asks + 1 : 1;
    return new DialogueState(next, count, audience, draft, wish, placed, exchanges, read);
  }

  DialogueState reachedAt(String email) {
    return with(audience.reachedAt(email));
  }

  DialogueState with(Audience newAudience) {
    return new DialogueState(stage, asks, newAudience, draft, wish, placed, exchanges, read);
  }

  DialogueState with(CallbackDraft newDraft) {
    return new DialogueState(stage, asks, audience, newDraft, wish, placed, exchanges, read);
  }

  DialogueState with(Wish newWish) {
    return new DialogueState(stage, asks, audience, draft, newWish, placed, exchanges, read);
  }

  DialogueState with(Placed newPlaced) {
    return new DialogueState(stage, asks, audience, draft, wish, newPlaced, exchanges, read);
  }

  DialogueState reading(long upTo) {
    return new DialogueState(stage, asks, audience, draft, wish, placed, exchanges, upTo);
  }

  DialogueState remembering(@Nullable String requestId, ZobotAnswer answer) {
    if (requestId == null) {
      return this;
    }
    List<Exchange> kept = new ArrayList<>(exchanges);
    kept.removeIf(exchange -> exchange.requestId().equals(requestId));
    kept.add(new Exchange(requestId, answer));
    List<Exchange> latest = kept.subList(Math.max(0, kept.size() - MAX_EXCHANGES), kept.size());
    return new DialogueState(stage, asks, audience, draft, wish, placed, latest, read);
  }

  Optional<ZobotAnswer> answerTo(@Nullable String requestId) {
    return exchanges.stream()
        .filter(exchange -> exchange.requestId().equals(requestId))
        .map(Exchange::answer)
        .findFirst();
  }

  @Override
  public String toString() {
    return "DialogueState[stage=" + stage + ", asks=" + asks + "]";
  }
}
