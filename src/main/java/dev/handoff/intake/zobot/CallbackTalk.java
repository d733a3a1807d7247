package dev.handoff.intake.zobot;

import dev.handoff.handoff.CallbackRequest;
import dev.handoff.intake.zobot.CallbackReader.Hints;
import dev.handoff.intake.zobot.CallbackReader.PhoneFinding;
import dev.handoff.intake.zobot.CallbackReader.Reading;
import dev.handoff.intake.zobot.CallbackReader.TimeFinding;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The way to a callback: a phone number and a time, in one message or in turns. */
final class CallbackTalk {

  private static final int MAX_READ = 2_000;

  private final DialogueSettings settings;
  private final CallbackReader reader;
  private final CallbackWords words;
  private final Speech speech;
  private final OrderDesk orders;
  private final Clock clock;

  CallbackTalk(
      DialogueSettings settings,
      CallbackReader reader,
      CallbackWords words,
      Speech speech,
      OrderDesk orders,
      Clock clock) {
    this.settings = settings;
    this.reader = reader;
    this.words = words;
    this.speech = speech;
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * Starts anew. The number SalesIQ knows is proposed; details in the same message are taken.
   *
   * @param details the message, where it is more than a bare choice; else empty
   */
  DialogueTurn begin(DialogueState state, ZobotRequest request, String details) {
    CallbackDraft fresh = state.draft().restarted();
    String known = state.audience().visitor().phone();
    if (fresh.phone() == null && known != null) {
      fresh = fresh.with(read(state.with(fresh), known).phone());
    }
    if (details.isBlank()) {
      return ask(state.with(fresh), request, "");
    }
    Reading reading = read(state.with(fresh), details);
    return take(state.with(fresh), request, details, reading, false);
  }

  /** Whether the message answers what was asked, and is no choice from the menu. */
  boolean isAnswer(DialogueState state, ZobotRequest request, boolean plainChoice) {
    CallbackDraft draft = state.draft();
    if (chosen(state, request).isPresent()) {
      return true;
    }
    Reading reading = read(state, request.text());
    if (plainChoice) {
      // after "at what time?" a bare 3 is three o'clock, if the reader thinks so too
      return draft.date() != null
          && (reading.time() instanceof TimeFinding.Found
              || reading.time() instanceof TimeFinding.Ambiguous);
    }
    return !reading.isEmpty();
  }

  /** Asks the same again, for a visitor who made the same choice again. */
  DialogueTurn repeat(DialogueState state, ZobotRequest request) {
    return ask(state, request, "");
  }

  /** Whether the message completes the draft as it stands. */
  boolean completes(DialogueState state, ZobotRequest request) {
    Reading reading = read(state, request.text());
    CallbackDraft draft = state.draft().with(reading.phone()).with(reading.time());
    return !reading.isEmpty() && draft.phone() != null && draft.at() != null;
  }

  DialogueTurn heard(DialogueState state, ZobotRequest request) {
    Optional<Instant> choice = chosen(state, request);
    if (choice.isPresent()) {
      Reading chosen = new Reading(new PhoneFinding.None(), new TimeFinding.Found(choice.get()));
      return take(state, request, "", chosen, true);
    }
    Reading reading = read(state, request.text());
    return take(state, request, request.text(), reading, true);
  }

  private DialogueTurn take(
      DialogueState state, ZobotRequest request, String said, Reading reading, boolean asked) {
    Reading judged = judged(state.draft(), reading);
    CallbackDraft draft = state.draft().with(judged.phone()).with(judged.time()).saying(said);
    String phone = draft.phone();
    Instant at = draft.at();
    if (phone != null && at != null) {
      CallbackRequest callback = new CallbackRequest(phone, at, zone(state), draft.words());
      return order(state.with(draft), request, callback);
    }
    ZoneId zone = zone(state);
    String problem = words.problem(judged, draft, zone, state.audience(), asked);
    return ask(state.with(draft), request, problem);
  }

  /** A time that was good when it was given may have passed while the rest was asked for. */
  private Reading judged(CallbackDraft draft, Reading reading) {
    Instant at = draft.with(reading.time()).at();
    return at == null || at.isAfter(clock.instant())
        ? reading
        : new Reading(reading.phone(), new TimeFinding.Past(at));
  }

  private DialogueTurn order(DialogueState state, ZobotRequest request, CallbackRequest callback) {
    if (state.placed().hasSame(callback)) {
      String already = words.alreadyBooked(callback, state.audience());
      return Answers.answered(state.at(Stage.DONE), request, speech.say(already));
    }
    return orders.callback(state, request, callback);
  }

  private DialogueTurn ask(DialogueState state, ZobotRequest request, String problem) {
    if (state.stage() == Stage.CALLBACK_DETAILS && state.asks() >= settings.maxAsks()) {
      Wish wish = state.wish().because("A callback could not be arranged in the chat.");
      ZobotAnswer offer = words.offerTicket(speech, state.audience());
      return Answers.answered(state.with(wish).at(Stage.OFFER_TICKET), request, offer);
    }
    String question = words.question(state.draft(), zone(state), state.audience());
    String text = problem.isEmpty() ? question : problem + " " + question;
    return Answers.answered(state.asking(Stage.CALLBACK_DETAILS), request, speech.say(text));
  }

  /** The visitor's pick among moments that were shown, by number or as it was spelled. */
  private Optional<Instant> chosen(DialogueState state, ZobotRequest request) {
    Wording said = Wording.of(request.text());
    ZoneId zone = zone(state);
    List<Instant> choices = state.draft().choices();
    String language = state.audience().language();
    return IntStream.range(0, choices.size())
        .filter(
            i ->
                said.is(String.valueOf(i + 1))
                    || said.is("option " + (i + 1))
                    || said.is(reader.describe(choices.get(i), zone, language)))
        .mapToObj(choices::get)
        .findFirst();
  }

  private ZoneId zone(DialogueState state) {
    return state.audience().zoneOr(settings.defaultZone());
  }

  private Reading read(DialogueState state, String text) {
    Audience audience = state.audience();
    CallbackDraft draft = state.draft();
    return reader.read(
        LongText.head(text, MAX_READ),
        new Hints(
            clock.instant(),
            zone(state),
            audience.country(),
            audience.language(),
            draft.date(),
            draft.choices()));
  }
}
