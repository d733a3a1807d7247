package dev.handoff.intake.zobot;

import dev.handoff.callback.CallbackWords;
import dev.handoff.callback.Hints;
import dev.handoff.callback.PhoneReading;
import dev.handoff.callback.Reading;
import dev.handoff.callback.TimeReading;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.intake.CallHours;
import dev.handoff.intake.EmailAddresses;
import dev.handoff.intake.zobot.Options.Pick;
import dev.handoff.routing.Reception;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way to a callback: a phone number and a time, in one message or in turns. */
final class CallbackTalk {

  private static final Pattern BARE_NUMBER = Pattern.compile("\\W{0,3}\\d{1,2}\\W{0,3}");

  private final DialogueSettings settings;
  private final CallbackWords words;
  private final CallbackPhrases phrases;
  private final Speech speech;
  private final OrderDesk orders;
  private final Reception reception;
  private final Clock clock;

  CallbackTalk(
      DialogueSettings settings,
      CallbackWords words,
      CallbackPhrases phrases,
      Speech speech,
      OrderDesk orders,
      Reception reception,
      Clock clock) {
    this.settings = settings;
    this.words = words;
    this.phrases = phrases;
    this.speech = speech;
    this.orders = orders;
    this.reception = reception;
    this.clock = clock;
  }

  /**
   * Starts anew. The number SalesIQ knows is proposed; details in the same message are taken.
   *
   * @param details the message, where it is more than a bare choice; else empty
   */
  DialogueTurn begin(DialogueState state, ZobotRequest request, String details) {
    DialogueState begun = state.with(proposing(state.visitor().phone(), state));
    return details.isBlank()
        ? ask(begun, request, "", true)
        : take(begun, request, details, read(begun, details), false);
  }

  /** Asks the same again, for a visitor who made the same choice again. */
  DialogueTurn repeat(DialogueState state, ZobotRequest request) {
    return ask(state, request, "", false);
  }

  /**
   * Whether the message answers what was asked. A bare number is a choice from the menu, except
   * when an hour or one of several times was asked for.
   *
   * @param plain the menu's choice that is all of the message
   * @param within the menu's choice that the message speaks of
   */
  boolean isAnswer(
      DialogueState state, ZobotRequest request, Optional<Choice> plain, Optional<Choice> within) {
    if (request.cardId() != null && plain.isPresent()) {
      return false;
    }
    Optional<Pick> pick = picked(state, request);
    Reading reading = read(state, request.text());
    if (plain.isPresent()) {
      boolean number = BARE_NUMBER.matcher(request.text()).matches();
      return options(state).isEmpty()
          ? state.draft().date() != null && addsMoment(state, reading)
          : number || pick.filter(each -> each.rest().isEmpty()).isPresent();
    }
    if (pick.isPresent()) {
      return true;
    }
    boolean wantsPerson = within.filter(Choice.CHAT::equals).isPresent();
    return !addsNothing(state, reading) && !(wantsPerson && isOnlyNow(reading));
  }

  /** Whether the message completes the draft as it stands. */
  boolean completes(DialogueState state, ZobotRequest request) {
    Reading reading = read(state, request.text());
    CallbackDraft draft = state.draft().with(reading);
    return !addsNothing(state, reading) && draft.phone() != null && draft.at() != null;
  }

  DialogueTurn heard(DialogueState state, ZobotRequest request) {
    Reading reading =
        picked(state, request)
            .map(pick -> words.read(pick.rest(), hints(state), pick.time()))
            .orElseGet(() -> read(state, request.text()));
    return take(state, request, request.text(), reading, true);
  }

  private DialogueTurn take(
      DialogueState state, ZobotRequest request, String said, Reading reading, boolean asked) {
    Reading judged = inHours(judged(reading));
    CallbackDraft draft = state.draft().with(judged).saying(said);
    DialogueState next = reachable(state.with(draft), said);
    String phone = draft.phone();
    Instant at = draft.at();
    if (phone != null && at != null) {
      CallbackRequest callback = new CallbackRequest(phone, at, zone(state), draft.words());
      return order(next, request, callback);
    }
    String problem = phrases.problem(judged, state.audience().language());
    if (problem.isEmpty() && asked && addsNothing(state, judged)) {
      problem = phrases.nothingFound(draft);
    }
    boolean nearer = problem.isEmpty() && draft.missing() < state.draft().missing();
    return ask(next, request, problem, nearer);
  }

  /** A time that was good when it was given may have passed while the rest was asked for. */
  private Reading judged(Reading reading) {
    return reading.time() instanceof TimeReading.Found found
            && !found.at().toInstant().isAfter(clock.instant())
        ? new Reading(reading.phone(), new TimeReading.Past(found.at()))
        : reading;
  }

  private Reading inHours(Reading reading) {
    return new Reading(reading.phone(), CallHours.judged(reading.time(), reception, null));
  }

  private DialogueTurn order(DialogueState state, ZobotRequest request, CallbackRequest callback) {
    if (state.placed().hasSame(callback)) {
      String already = phrases.alreadyBooked(callback, state.audience().language());
      return Answers.answered(state.at(Stage.DONE), request, speech.say(already));
    }
    return orders.callback(state, request, callback);
  }

  /**
   * @param nearer whether the last answer was a good one: whoever gives the details bit by bit is
   *     not sent away for the number of questions it takes
   */
  private DialogueTurn ask(
      DialogueState state, ZobotRequest request, String problem, boolean nearer) {
    boolean used = state.stage() == Stage.CALLBACK_DETAILS && state.asks() >= settings.maxAsks();
    if (used && !nearer) {
      Wish wish = state.wish().because("A callback could not be arranged in the chat.");
      ZobotAnswer offer = phrases.offerTicket(speech, state.audience());
      return Answers.answered(state.with(wish).at(Stage.OFFER_TICKET), request, offer);
    }
    String question = phrases.question(state.draft(), zone(state), state.audience().language());
    String text = problem.isEmpty() ? question : problem + " " + question;
    return Answers.answered(state.asking(Stage.CALLBACK_DETAILS), request, speech.say(text));
  }

  private CallbackDraft proposing(@Nullable String known, DialogueState state) {
    CallbackDraft fresh = state.draft().restarted();
    return known != null
            && fresh.phone() == null
            && words.read(known, hints(state)).phone() instanceof PhoneReading.Found found
        ? fresh.calling(found.number())
        : fresh;
  }

  /** An address next to number and time is the visitor's, unless another one is known. */
  private static DialogueState reachable(DialogueState state, String said) {
    String typed = EmailAddresses.find(said);
    return typed == null || state.visitor().email() != null ? state : state.reachedAt(typed);
  }

  private boolean addsNothing(DialogueState state, Reading reading) {
    return reading.phone() instanceof PhoneReading.None
        && reading.time().equals(state.draft().time(zone(state)));
  }

  private boolean addsMoment(DialogueState state, Reading reading) {
    return !addsNothing(state, reading)
        && (reading.time() instanceof TimeReading.Found
            || reading.time() instanceof TimeReading.Ambiguous);
  }

  /** "To a human, now": no time for a call, but hurry. */
  private boolean isOnlyNow(Reading reading) {
    Duration soon = settings.callbackSoonest().plusMinutes(1);
    return reading.phone() instanceof PhoneReading.None
        && reading.time() instanceof TimeReading.Found found
        && found.at().toInstant().isBefore(clock.instant().plus(soon));
  }

  private Optional<Pick> picked(DialogueState state, ZobotRequest request) {
    return options(state).picked(request.text());
  }

  private Options options(DialogueState state) {
    return Options.of(state.draft(), zone(state), state.audience().language());
  }

  private Reading read(DialogueState state, String text) {
    return words.read(text, hints(state), state.draft().time(zone(state)));
  }

  private Hints hints(DialogueState state) {
    Audience audience = state.audience();
    return new Hints(zone(state), audience.language(), audience.country());
  }

  private ZoneId zone(DialogueState state) {
    return state.audience().zoneOr(settings.defaultZone());
  }
}
