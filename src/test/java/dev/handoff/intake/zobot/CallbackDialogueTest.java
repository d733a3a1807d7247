package dev.handoff.intake.zobot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.intake.zobot.ZobotAnswer.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to a callback. It is Friday, 20 November 2026, 09:00 UTC. */
class CallbackDialogueTest {

  private static final String PHONE = "+1 555 010 9999";
  private static final String DETAILS = "tomorrow at 3 PM on " + PHONE;

  @Nested
  class Details {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2",
          "Schedule callback",
          "callback",
          "Call me back",
          "please phone me",
          "I want a callback",
          "option two"
        })
    void areAskedFor(String text) {
      Talk talk = Talk.begin();

      ZobotAnswer answer = talk.say(text);

      assertThat(text(answer)).contains("phone number").contains("when").contains("UTC");
      assertThat(answer).extracting(ZobotAnswer::suggestions).asList().isEmpty();
      assertThat(talk.state().stage()).isEqualTo(Stage.CALLBACK_DETAILS);
    }

    @Test
    void areAskedForAfterCard() {
      Talk talk = Talk.begin();
      talk.click("2");

      assertThat(talk.state().stage()).isEqualTo(Stage.CALLBACK_DETAILS);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "tomorrow at 3 PM|2026-11-21T14:00:00Z",
          "Monday morning|2026-11-23T08:00:00Z",
          "28/11 15:30|2026-11-28T14:30:00Z",
          "2026-11-28T15:30|2026-11-28T14:30:00Z",
          "2026-11-28T15:30:00Z|2026-11-28T15:30:00Z",
          "2026-11-28T15:30:00+02:00|2026-11-28T13:30:00Z",
          "as soon as possible|2026-11-20T09:05:00Z"
        })
    void areUnderstoodInVisitorsZone(String time, Instant startsAt) {
      Talk together = inBerlin();
      together.say("2");
      together.say(time + ", " + PHONE);
      Talk phoneFirst = inBerlin();
      phoneFirst.say("2");
      phoneFirst.say(PHONE);
      phoneFirst.say(time);
      Talk timeFirst = inBerlin();
      timeFirst.say("2");
      timeFirst.say(time);
      timeFirst.say(PHONE);

      assertThat(callback(together).startsAt()).isEqualTo(startsAt);
      assertThat(callback(phoneFirst).startsAt()).isEqualTo(startsAt);
      assertThat(callback(timeFirst).startsAt()).isEqualTo(startsAt);
      assertThat(callback(timeFirst).phone()).isEqualTo("+15550109999");
      assertThat(callback(timeFirst).timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void areTakenFromTheFirstMessage() {
      Talk talk = inBerlin();
      talk.say("My washer leaks");

      talk.say("call me " + DETAILS);

      assertThat(talk.order().callback())
          .isEqualTo(
              new CallbackRequest(
                  "+15550109999",
                  Instant.parse("2026-11-21T14:00:00Z"),
                  ZoneId.of("Europe/Berlin"),
                  "call me " + DETAILS));
      assertThat(talk.order().words()).isEqualTo("My washer leaks");
    }

    @Test
    void areTakenBitByBit() {
      Talk talk = Talk.begin();
      talk.say("2");

      assertThat(text(talk.say(PHONE))).contains("+15550109999").contains("When");
      assertThat(text(talk.say("tomorrow")))
          .contains("what time on Saturday, 21 November 2026 (UTC time)");
      assertThat(text(talk.say("3")))
          .isEqualTo(
              """
              Which of these do you mean?
              1. Saturday, 21 November 2026, 03:00 (UTC)
              2. Saturday, 21 November 2026, 15:00 (UTC)""");
      talk.say("PM");

      assertThat(callback(talk).startsAt()).isEqualTo("2026-11-21T15:00:00Z");
      assertThat(callback(talk).words()).isEqualTo(PHONE + "\ntomorrow\n3\nPM");
    }

    @Test
    void areConfirmedOneByOne() {
      Talk talk = Talk.begin();
      talk.say("2");

      assertThat(text(talk.say("tomorrow at 3 PM")))
          .isEqualTo(
              "Which phone number should we call on Saturday, 21 November 2026, 15:00 (UTC)?"
                  + " Please include the country code, for example +1 555 010 9999.");
    }

    @Test
    void proposeKnownPhone() {
      Talk talk = Talk.begin().knowing("phone", "+49 170 555 0099");

      assertThat(text(talk.say("2"))).contains("+491705550099").doesNotContain("Which phone");
      talk.say("tomorrow 3 PM");

      assertThat(callback(talk).phone()).isEqualTo("+491705550099");
    }

    @Test
    void preferNumberGivenToKnownPhone() {
      Talk talk = Talk.begin().knowing("phone", "+49 170 555 0099");
      talk.say("2");

      talk.say(DETAILS);

      assertThat(callback(talk).phone()).isEqualTo("+15550109999");
    }

    @Test
    void mayBeCorrected() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say("tomorrow at 3 PM");
      talk.say("no, 4 PM");

      talk.say(PHONE);

      assertThat(callback(talk).startsAt()).isEqualTo("2026-11-21T16:00:00Z");
    }

    @Test
    void mayHoldAnEmailAddress() {
      Talk talk = Talk.begin();
      talk.say("2");

      talk.say(DETAILS + ", ada@example.test");

      assertThat(talk.order().email()).isEqualTo("ada@example.test");
      assertThat(talk.state().visitor().email()).isEqualTo("ada@example.test");
    }

    @Test
    void leaveKnownEmailAlone() {
      Talk talk = Talk.begin().knowing("email", "ada@example.test");

      talk.say("call me about my mail to shop@example.test " + DETAILS);

      assertThat(talk.order().email()).isEqualTo("ada@example.test");
    }
  }

  @Nested
  class Problems {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "tomorrow 3 PM on 12345|12345 is too short",
          "12345|12345 is too short",
          "tomorrow 3 PM on +1234567890123456|1234567890123456 is too long",
          "1234567890123456|1234567890123456 is too long",
          "yesterday at 3 PM on +1 555 010 9999|19 November 2026, 15:00 (UTC) is in the past",
          "2028-01-01 10:00 on +1 555 010 9999|1 January 2028, 10:00 (UTC) is too far ahead",
          "dunno|couldn't find a phone number or a time"
        })
    void areNamed(String text, String problem) {
      Talk talk = Talk.begin();
      talk.say("2");

      assertThat(text(talk.say(text))).contains(problem).contains("?");
      assertThat(talk.hasOrder()).isFalse();
    }

    @Test
    void leaveTheGoodPartStanding() {
      Talk talk = Talk.begin();
      talk.say("2");
      assertThat(text(talk.say("tomorrow at 3 PM on 12345")))
          .contains("too short")
          .contains("Which phone number should we call on Saturday, 21 November");

      talk.say(PHONE);

      assertThat(callback(talk).startsAt()).isEqualTo("2026-11-21T15:00:00Z");
    }

    @Test
    void takeEarlierTimeBack() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say("tomorrow at 3 PM");

      ZobotAnswer answer = talk.say("no, yesterday at 3 PM on " + PHONE);

      assertThat(text(answer)).contains("in the past").contains("When should we call");
    }

    @Test
    void takeEarlierNumberBack() {
      Talk talk = Talk.begin().knowing("phone", "+49 170 555 0099");
      talk.say("2");

      ZobotAnswer answer = talk.say("tomorrow at 3 PM, but on 12345");

      assertThat(talk.hasOrder()).isFalse();
      assertThat(text(answer)).contains("12345 is too short").contains("Which phone number");
    }

    @Test
    void areFoundInTimesThatPassedMeanwhile() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say("today at 10:00");

      ZobotAnswer answer = talk.pausing(Duration.ofHours(2)).say(PHONE);

      assertThat(text(answer)).contains("10:00 (UTC) is in the past").contains("When should we");
    }

    @Test
    void areFoundInChoicesThatPassedMeanwhile() {
      Talk talk = Talk.begin().knowing("phone", PHONE);
      talk.say("2");
      assertThat(text(talk.say("at 10"))).contains("1. Friday, 20 November 2026, 10:00 (UTC)");

      ZobotAnswer answer = talk.pausing(Duration.ofHours(2)).say("1");

      assertThat(text(answer)).contains("10:00 (UTC) is in the past");
    }

    @Test
    void leadToTicketAfterThreeAsks() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say("12345");
      talk.say("yesterday at 3 PM");

      ZobotAnswer offer = talk.say("1234567890123456");

      assertThat(text(offer)).contains("ticket");
      assertThat(offer)
          .extracting(ZobotAnswer::suggestions)
          .asList()
          .containsExactly("Yes, please", "No, thanks", "Back to menu");
      assertThat(text(talk.say("Yes, please"))).contains("e-mail address");
      talk.say("ada@example.test");
      assertThat(talk.order().kind()).isEqualTo(HandoffKind.TICKET);
      assertThat(talk.order().email()).isEqualTo("ada@example.test");
      assertThat(talk.order().reason()).contains("could not be arranged");
      assertThat(talk.state().visitor().email()).isEqualTo("ada@example.test");
    }

    @Test
    void countAlsoBetweenGoodAnswers() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say(PHONE);
      talk.say("dunno");
      talk.say("banana");

      assertThat(talk.state().stage()).isEqualTo(Stage.OFFER_TICKET);
    }

    @Test
    void areNotSeenInWhatOnlyTakesMoreQuestions() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say("next week");
      talk.say("Tuesday");
      talk.say("3");
      assertThat(text(talk.say("PM"))).contains("Which phone number");

      talk.say(PHONE);

      assertThat(callback(talk).startsAt()).isEqualTo("2026-11-24T15:00:00Z");
    }
  }

  @Nested
  class Choosing {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "2|2027-04-03T15:30:00Z",
          "2.|2027-04-03T15:30:00Z",
          "option 1|2027-03-04T15:30:00Z",
          "one|2027-03-04T15:30:00Z",
          "the second one|2027-04-03T15:30:00Z",
          "in April|2027-04-03T15:30:00Z",
          "Thursday, 4 March 2027, 15:30 (UTC)|2027-03-04T15:30:00Z",
          "neither, 5 March 2027 at 10 am|2027-03-05T10:00:00Z"
        })
    void settlesWhichMoment(String answer, Instant startsAt) {
      Talk talk = Talk.begin();
      talk.say("2");
      assertThat(text(talk.say("3/4 15:30 on " + PHONE)))
          .isEqualTo(
              """
              Which of these do you mean?
              1. Thursday, 4 March 2027, 15:30 (UTC)
              2. Saturday, 3 April 2027, 15:30 (UTC)""");

      talk.say(answer);

      assertThat(callback(talk).startsAt()).isEqualTo(startsAt);
    }

    @Test
    void isNeededLessWhereTheCountryIsKnown() {
      Talk talk = Talk.begin().knowing("language", "en-US");
      talk.say("2");

      talk.say("3/4 15:30 on " + PHONE);

      assertThat(callback(talk).startsAt()).isEqualTo("2027-03-04T15:30:00Z");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "2 at 3pm|2027-06-05T15:00:00Z",
          "2, 3 PM|2027-06-05T15:00:00Z",
          "Option 1: 10:00|2027-05-06T10:00:00Z",
          "the first one at 3pm|2027-05-06T15:00:00Z",
          "5 June 10:00|2027-06-05T10:00:00Z"
        })
    void settlesWhichDayAndWhen(String answer, Instant startsAt) {
      Talk talk = Talk.begin().knowing("phone", PHONE);
      talk.say("2");
      assertThat(text(talk.say("05/06")))
          .isEqualTo(
              """
              Which day do you mean, and at what time (UTC time)?
              1. Thursday, 6 May 2027
              2. Saturday, 5 June 2027""");

      talk.say(answer);

      assertThat(callback(talk).startsAt()).isEqualTo(startsAt);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "1|Thursday, 6 May 2027",
          "2|Saturday, 5 June 2027",
          "5|Saturday, 5 June 2027",
          "the latter|Saturday, 5 June 2027",
          "May|Thursday, 6 May 2027",
          "Saturday, 5 June 2027|Saturday, 5 June 2027"
        })
    void settlesWhichDay(String answer, String day) {
      Talk talk = Talk.begin().knowing("phone", PHONE);
      talk.say("2");
      talk.say("05/06");

      assertThat(text(talk.say(answer))).contains("what time on " + day);
    }

    @Test
    void asksForPhoneToo() {
      Talk talk = Talk.begin();
      talk.say("2");

      assertThat(text(talk.say("at the weekend")))
          .contains("1. Saturday, 21 November 2026\n2. Sunday, 22 November 2026\nAnd which phone");
      talk.say("Sunday at 11, " + PHONE);

      assertThat(callback(talk).startsAt()).isEqualTo("2026-11-22T11:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2, +1 555 010 9999",
          "2) and my number is +1 555 010 9999",
          "PM, +1 555 010 9999",
          "+1 555 010 9999, the second"
        })
    void mayComeWithThePhone(String answer) {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say("tomorrow at 3");

      talk.say(answer);

      assertThat(callback(talk).startsAt()).isEqualTo("2026-11-21T15:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "banana"})
    void isAskedForAgain(String answer) {
      Talk talk = Talk.begin().knowing("phone", PHONE);
      talk.say("2");
      talk.say("tomorrow at 3");

      assertThat(text(talk.say(answer)))
          .contains("couldn't tell which one you mean")
          .contains("1. Saturday, 21 November 2026, 03:00");
    }
  }

  @Nested
  class OtherWays {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1",
          "Instant chat",
          "1. Instant chat",
          "rather talk to a human",
          "talk to a human now",
          "Can I speak to someone right now?",
          "connect me to an operator asap please",
          "agent",
          "one"
        })
    void leadToChat(String text) {
      for (String sofar : new String[] {"", PHONE, "tomorrow at 3 PM", "dunno"}) {
        Talk talk = Talk.begin();
        talk.say("2");
        if (!sofar.isEmpty()) {
          talk.say(sofar);
        }

        talk.say(text);

        assertThat(talk.order().kind()).as(sofar).isEqualTo(HandoffKind.CHAT);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Instant chat",
          "1. Instant chat",
          "talk to a human",
          "talk to an agent now",
          "agent"
        })
    void leadToChatEvenWhenAnHourWasAskedFor(String text) {
      for (String sofar : new String[] {"tomorrow", "tomorrow at 3", "next week"}) {
        Talk talk = Talk.begin();
        talk.say("2");
        talk.say(sofar);

        talk.say(text);

        assertThat(talk.order().kind()).as(sofar).isEqualTo(HandoffKind.CHAT);
      }
    }

    @Test
    void openByCardEvenWhenAnHourWasAskedFor() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say("tomorrow at 1");

      talk.click("1");

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.CHAT);
    }

    @ParameterizedTest
    @CsvSource({"3,TICKET_EMAIL", "Create ticket,TICKET_EMAIL", "email me,TICKET_EMAIL"})
    void leadToTicket(String text, Stage stage) {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say(PHONE);

      talk.say(text);

      assertThat(talk.state().stage()).isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"1,01:00", "2,02:00", "3,03:00"})
    void giveWayToTheHourThatWasAskedFor(String hour, String night) {
      Talk talk = Talk.begin().knowing("phone", PHONE);
      talk.say("2");
      talk.say("tomorrow");

      assertThat(text(talk.say(hour))).contains("1. Saturday, 21 November 2026, " + night);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "have an agent call " + DETAILS,
          "I'd like to talk to a human " + DETAILS,
          "a real person please, now, on " + PHONE
        })
    void areNotMeantByDetailsThatMentionThem(String text) {
      Talk talk = Talk.begin();
      talk.say("2");

      talk.say(text);

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.CALLBACK);
    }

    @Test
    void askAgainQuietlyAfterDoubleClick() {
      Talk talk = Talk.begin();
      ZobotAnswer first = talk.say("2");

      assertThat(talk.say("2")).isEqualTo(first);
    }
  }

  @Nested
  class Offer {

    @ParameterizedTest
    @CsvSource({
      "yes,TICKET_EMAIL",
      "'Yes, please',TICKET_EMAIL",
      "3,TICKET_EMAIL",
      "no,MENU",
      "'No, thanks',MENU",
      "Back to menu,MENU",
      "2,CALLBACK_DETAILS",
      "1,ORDERED",
      "talk to a human,ORDERED",
      "asdf,OFFER_TICKET"
    })
    void goesOn(String text, Stage stage) {
      Talk talk = atOffer();

      talk.say(text);

      assertThat(talk.state().stage()).isEqualTo(stage);
    }

    @ParameterizedTest
    @ValueSource(strings = {DETAILS, "have an agent call me " + DETAILS})
    void stillTakesDetails(String text) {
      Talk talk = atOffer();

      talk.say(text);

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.CALLBACK);
    }

    @Test
    void takesEmailAsYes() {
      Talk talk = atOffer();

      talk.say("ada@example.test");

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.TICKET);
      assertThat(talk.order().reason()).contains("could not be arranged");
    }

    @Test
    void isRepeatedOnceThenShowsMenu() {
      Talk talk = atOffer();

      assertThat(text(talk.say("hm"))).contains("ticket");
      assertThat(talk.say("hm"))
          .extracting(ZobotAnswer::suggestions)
          .asList()
          .containsExactly("Instant chat", "Schedule callback", "Create ticket");
    }

    private Talk atOffer() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say("dunno");
      talk.say("dunno");
      talk.say("dunno");
      return talk;
    }
  }

  @Nested
  class Confirmation {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "en|Your callback is scheduled: we will call +15550109999 on Saturday, 21 November 2026, 15:00"
              + " (Europe/Berlin, UTC+1).",
          "en-US|Your callback is scheduled: we will call +15550109999 on Saturday, November 21, 2026,"
              + " 3:00 PM (Europe/Berlin, UTC+1).",
          "de|Ihr Rückruf ist vereinbart: Wir rufen +15550109999 an, Samstag, 21. November 2026, 15:00"
              + " (Europe/Berlin, UTC+1)."
        })
    void namesDateTimeAndZone(String language, String sentence) {
      Talk talk = inBerlin().knowing("language", language);
      talk.say("callback " + DETAILS);

      ZobotAnswer answer = talk.outcome(OrderOutcome.call("77"));

      assertThat(answer).extracting(ZobotAnswer::action).isEqualTo(Action.REPLY);
      assertThat(text(answer)).isEqualTo(sentence);
    }

    @Test
    void leavesTheDialogueOpen() {
      Talk talk = inBerlin();
      talk.say("callback " + DETAILS);
      talk.outcome(OrderOutcome.call("77"));

      assertThat(talk.say("and my parcel?"))
          .extracting(ZobotAnswer::suggestions)
          .asList()
          .contains("Schedule callback");
    }

    @Test
    void tellsThatSameCallIsAlreadyArranged() {
      Talk talk = Talk.begin();
      talk.say("callback " + DETAILS);
      talk.outcome(OrderOutcome.call("77"));

      ZobotAnswer answer = talk.say("callback " + DETAILS);

      assertThat(talk.hasOrder()).isFalse();
      assertThat(text(answer)).contains("already arranged");
    }

    @Test
    void isNotGivenForRefusedCall() {
      Talk talk = Talk.begin();
      talk.say("callback " + DETAILS);
      ZobotAnswer answer = talk.outcome(OrderOutcome.refused());
      assertThat(answer.suggestions()).containsExactly("Instant chat", "Create ticket");

      talk.say("callback " + DETAILS);

      assertThat(talk.order().number()).isEqualTo(2);
    }
  }

  private static Talk inBerlin() {
    return Talk.begin().knowing("time_zone", "Europe/Berlin");
  }

  private static CallbackRequest callback(Talk talk) {
    CallbackRequest callback = talk.order().callback();
    assertThat(callback).isNotNull();
    return callback;
  }

  private static String text(@Nullable ZobotAnswer answer) {
    assertThat(answer).isNotNull();
    return String.join("\n", answer.replies());
  }
}
