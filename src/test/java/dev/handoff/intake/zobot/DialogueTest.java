package dev.handoff.intake.zobot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.intake.zobot.DialogueTurn.Effect;
import dev.handoff.intake.zobot.ZobotAnswer.Action;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueTest {

  private static final String GREETING = "Hello! How can I assist you today?";
  private static final String[] MENU = {"Instant chat", "Schedule callback", "Create ticket"};
  private static final ZobotAnswer RELAYED = ZobotAnswer.reply(Talk.texts().chat().relayed());
  private static final ZobotAnswer WITH_TEAM = ZobotAnswer.reply(Talk.texts().chat().withTeam());
  private static final String DETAILS = "tomorrow at 3 PM on +1 555 010 9999";

  @Nested
  class Greeting {

    @Test
    void greetsWhoeverLands() {
      assertThat(text(Talk.begin().land())).isEqualTo(GREETING);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "hi",
          "Hello!",
          "HEY",
          "hey there",
          "Good morning",
          "hola",
          "Bonjour!",
          "Hallo",
          "",
          "  "
        })
    void greetsBack(String text) {
      assertThat(text(Talk.begin().say(text))).isEqualTo(GREETING);
    }

    @Test
    void keepsTheTalkWhenVisitorLandsOnAnotherPage() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.land();

      talk.say(DETAILS);

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.CALLBACK);
    }
  }

  @Nested
  class Menu {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Where is my parcel?",
          "hi, where is my parcel?",
          "history",
          "👍",
          "<b>1</b> x",
          "Our travel agent cancelled the booking",
          "Is there a real person in the picture on page 4?",
          "I got a phone call from your company about my order",
          "my support ticket 4711 has no answer",
          "my open ticket has no answer",
          "I am still waiting for a callback",
          "Your live chat is broken",
          "I sent it by email",
          "Ich warte auf den Rückruf",
          "J'ai reçu la facture par e-mail",
          "Recibí la factura por correo",
          "Mon conseiller ne répond pas",
          "Do you support Linux?",
          "my train ticket is lost",
          "a supportive reagent",
          "4",
          "11"
        })
    void answersAnythingElse(String text) {
      Talk talk = Talk.begin();

      ZobotAnswer answer = talk.say(text);

      assertMenu(answer);
      assertThat(talk.effect()).isEqualTo(Effect.MENU);
    }

    @Test
    void answersFileWithoutText() {
      assertMenu(Talk.begin().attach());
    }

    @Test
    void isNumberedInTextWhereButtonsMayBeLost() {
      ZobotAnswer answer = Talk.begin().knowing("channel", "whatsapp").say("parcel?");

      assertThat(text(answer))
          .endsWith("\n1. Instant chat\n2. Schedule callback\n3. Create ticket");
      assertThat(answer).extracting(ZobotAnswer::suggestions).asList().containsExactly(MENU);
    }

    @Test
    void givesWayToAnswerService() {
      Dialogue dialogue = Talk.dialogue(Talk.settings(Map.of()), Clock.systemUTC());
      ZobotRequest request =
          ZobotRequest.read(
              Talk.JSON
                  .createObjectNode()
                  .put("message", "opening hours?")
                  .set("request", Talk.JSON.createObjectNode().put("id", "r1")));
      DialogueTurn.Answered menu =
          (DialogueTurn.Answered) dialogue.next(DialogueState.initial(), request);

      DialogueTurn.Answered served = dialogue.answeredBy(menu, request, "9 to 5.");

      assertThat(served.answer().replies()).containsExactly("9 to 5.");
      assertThat(dialogue.next(served.state(), request))
          .isEqualTo(new DialogueTurn.Answered(served.state(), served.answer(), Effect.REPEATED));
    }

    @ParameterizedTest
    @CsvSource({
      "2,menu",
      "2,Back",
      "3,cancel",
      "3,Start over!",
      "2,never mind",
      "3,Main menu please"
    })
    void isTheWayOutOfEverything(String choice, String leaving) {
      Talk talk = Talk.begin();
      talk.say(choice);

      assertMenu(talk.say(leaving));
    }
  }

  @Nested
  class InstantChat {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1",
          "1.",
          "Instant chat",
          "INSTANT CHAT",
          "1. Instant chat",
          "I want to talk to a human",
          "agent",
          "can I speak to someone?",
          "operator please",
          "a real person please",
          "live chat",
          "option 1",
          "option one",
          "number one please",
          "the first one",
          "hi, I need an agent, thanks",
          "human agent please",
          "I want to talk to an agent about my order",
          "un conseiller, s'il vous plaît",
          "bitte einen Mitarbeiter sprechen: ich will mit einem Mitarbeiter sprechen",
          "un agente por favor"
        })
    void isPickedInManyWays(String text) {
      Talk talk = Talk.begin();

      talk.say(text);

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.CHAT);
      assertThat(talk.order().transfer()).isEqualTo(Transfer.OPEN_CONVERSATION);
    }

    @Test
    void isPickedByCard() {
      Talk talk = Talk.begin();

      talk.click("1");

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.CHAT);
    }

    @Test
    void carriesWhatVisitorSaidBefore() {
      Talk talk = Talk.begin();
      talk.say("My parcel is late.");
      talk.say("It was due on Monday.");

      talk.say("1");

      assertThat(talk.order().words()).isEqualTo("My parcel is late.\nIt was due on Monday.");
    }

    @Test
    void tellsThatOperatorIsBeingConnected() {
      Talk talk = Talk.begin();
      talk.say("1");

      ZobotAnswer answer = talk.outcome(OrderOutcome.chat("5100000000091001"));

      assertThat(answer.action()).isEqualTo(Action.REPLY);
      assertThat(text(answer)).contains("connecting you").contains("operator");
      assertThat(talk.state().stage()).isEqualTo(Stage.HANDED_OVER);
    }

    @Test
    void tellsWhoIsStillBeingConnectedNoMoreThanThat() {
      Talk talk = Talk.begin();
      talk.say("1");
      talk.outcome(OrderOutcome.pending());
      talk.chatIs(ChatStand.CONNECTING);

      for (String words : List.of("Hello?", "3", "hello", "menu")) {
        ZobotAnswer answer = talk.say(words);
        assertThat(text(answer)).contains("still connecting you").doesNotContain("is with");
        assertThat(answer.suggestions()).isEmpty();
        assertThat(talk.effect()).isEqualTo(Effect.LEFT_ALONE);
      }
      assertThat(text(talk.land())).contains("still connecting you");
      assertThat(text(talk.fail(1007, "reply"))).contains("still connecting you");
    }

    @Test
    void offersTheOtherWaysInTheMiddleOfOneOfThem() {
      Talk talk = Talk.begin();
      talk.say("1");
      talk.outcome(OrderOutcome.pending());
      talk.chatIs(ChatStand.FAILING);
      assertThat(text(talk.say("Create ticket"))).contains("Which e-mail address");

      for (String words : List.of("cancel", "1", "hello")) {
        ZobotAnswer answer = talk.say(words);
        assertThat(text(answer)).contains("still trying to connect you");
        assertThat(answer.suggestions()).containsExactly("Schedule callback", "Create ticket");
        assertThat(talk.hasOrder()).isFalse();
        assertThat(talk.state().stage()).isEqualTo(Stage.HANDED_OVER);
        talk.click("3");
      }
      talk.say("ada@example.test");
      assertThat(talk.order().kind()).isEqualTo(HandoffKind.TICKET);
    }

    @Test
    void forwardsWhereConfigured() {
      Talk talk = Talk.forwarding();
      talk.say("talk to a human");

      ZobotAnswer answer = talk.outcome(OrderOutcome.chat(null));

      assertThat(answer.action()).isEqualTo(Action.FORWARD);
      assertThat(answer.department()).isEqualTo("5100000000002024");
      assertThat(text(answer)).contains("operator");
    }

    @Test
    void forwardsToTheUsualDepartmentUnlessOneIsConfigured() {
      Talk talk = Talk.forwardingToTheUsual();
      talk.say("talk to a human");

      assertThat(talk.outcome(OrderOutcome.chat(null)).department())
          .isEqualTo(Talk.USUAL_DEPARTMENT);
    }

    @Test
    void leavesOperatorAlone() {
      Talk talk = Talk.begin();
      talk.say("1");
      talk.outcome(OrderOutcome.chat("c"));

      for (String text : new String[] {"2", "menu", "hello", "talk to a human"}) {
        ZobotAnswer answer = talk.say(text);
        assertThat(answer).isEqualTo(RELAYED);
        assertThat(talk.effect()).isEqualTo(Effect.LEFT_ALONE);
      }
      assertThat(talk.say("")).isEqualTo(WITH_TEAM);
      assertThat(talk.land()).isEqualTo(WITH_TEAM);
    }

    @Test
    void speaksAgainWhenOperatorLeft() {
      Talk talk = Talk.begin();
      talk.say("1");
      talk.outcome(OrderOutcome.chat("c"));

      talk.operatorLeaves();

      assertMenu(talk.say("one more thing"));
    }

    @Test
    void isNotPossibleInPreview() {
      Talk talk = Talk.begin().knowing("visitor_id", "botpreview_77");

      ZobotAnswer answer = talk.say("1");

      assertThat(talk.hasOrder()).isFalse();
      assertThat(text(answer)).contains("preview can't be transferred");
      assertThat(answer)
          .extracting(ZobotAnswer::suggestions)
          .asList()
          .containsExactly("Schedule callback", "Create ticket");
    }

    @Test
    void offersOtherWaysWhenRefused() {
      Talk talk = Talk.begin();
      talk.say("1");

      ZobotAnswer answer = talk.outcome(OrderOutcome.refused());

      assertThat(answer.suggestions()).containsExactly("Schedule callback", "Create ticket");
      talk.say("3");
      assertThat(talk.state().stage()).isEqualTo(Stage.TICKET_EMAIL);
    }

    @Test
    void saysThatItIsOnItsWay() {
      Talk talk = Talk.begin();
      talk.say("1");

      assertThat(text(talk.outcome(OrderOutcome.pending()))).contains("saved and on its way");
      assertThat(talk.say("hello?")).isEqualTo(RELAYED);
    }
  }

  @Nested
  class Ticket {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "3",
          "Create ticket",
          "ticket",
          "please open a ticket",
          "email me",
          "the third one",
          "can you open a ticket for my order?",
          "Hello, a support ticket please"
        })
    void asksForEmail(String text) {
      Talk talk = Talk.begin();

      ZobotAnswer answer = talk.say(text);

      assertThat(text(answer)).contains("e-mail address");
      assertThat(answer).extracting(ZobotAnswer::suggestions).asList().isEmpty();
    }

    @Test
    void isPickedByCard() {
      Talk talk = Talk.begin();
      talk.click("3");

      assertThat(talk.state().stage()).isEqualTo(Stage.TICKET_EMAIL);
    }

    @Test
    void asksNothingWhenEmailIsKnown() {
      Talk talk = Talk.begin().knowing("email", "ada@example.test");

      talk.say("3");

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.TICKET);
      assertThat(talk.order().email()).isEqualTo("ada@example.test");
    }

    @Test
    void asksWhenKnownEmailIsNone() {
      Talk talk = Talk.begin().knowing("email", "n/a");

      assertThat(text(talk.say("3"))).contains("e-mail address");
    }

    @Test
    void takesEmailInsideSentence() {
      Talk talk = Talk.begin();
      talk.say("My parcel is late");
      talk.say("3");

      talk.say("It is Ada@example.test, thanks!");

      assertThat(talk.order().email()).isEqualTo("Ada@example.test");
      assertThat(talk.order().words()).startsWith("My parcel is late");
    }

    @Test
    void takesEmailInFirstMessage() {
      Talk talk = Talk.begin();

      talk.say("Create a ticket for ada@example.test: my parcel is late");

      assertThat(talk.order().email()).isEqualTo("ada@example.test");
      assertThat(talk.order().words()).contains("my parcel is late");
    }

    @Test
    void keepsEmailForWhoeverServesTheVisitor() {
      Talk talk = Talk.begin();
      talk.say("3");
      talk.say("ada@example.test");
      assertThat(talk.state().visitor().email()).isEqualTo("ada@example.test");
      talk.outcome(OrderOutcome.ticket("101"));
      talk.operatorLeaves();

      talk.say("1");

      assertThat(talk.order().email()).isEqualTo("ada@example.test");
    }

    @Test
    void prefersTypedEmailToKnownOneFromThenOn() {
      Talk talk = Talk.begin().knowing("email", "old@example.test");

      talk.say("Please open a ticket, answer to new@example.test");
      talk.outcome(OrderOutcome.ticket("101"));
      talk.say("thanks");

      assertThat(talk.state().visitor().email()).isEqualTo("new@example.test");
    }

    @Test
    void saysWhatIsWrongWithEmail() {
      Talk talk = Talk.begin();
      talk.say("3");

      assertThat(text(talk.say("ada@example"))).contains("doesn't look like a complete e-mail");
      assertThat(text(talk.say("dunno"))).contains("couldn't find an e-mail address");
    }

    @Test
    void fallsBackToMenuAfterThreeAsks() {
      Talk talk = Talk.begin();
      talk.say("3");
      talk.say("no idea");
      talk.say("still none");

      ZobotAnswer answer = talk.say("nope not telling");

      assertThat(text(answer)).contains("sorry");
      assertThat(answer).extracting(ZobotAnswer::suggestions).asList().containsExactly(MENU);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1",
          "Instant chat",
          "talk to a human",
          "I'd rather speak to someone now",
          "agent!"
        })
    void givesWayToChat(String text) {
      Talk talk = Talk.begin();
      talk.say("3");

      talk.say(text);

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.CHAT);
    }

    @Test
    void givesWayToCallbackWithDetails() {
      Talk talk = Talk.begin();
      talk.say("3");

      talk.say("rather call me " + DETAILS);

      assertThat(talk.order().kind()).isEqualTo(HandoffKind.CALLBACK);
    }

    @Test
    void confirmsWithNumber() {
      assertThat(text(ticketMade(Talk.begin(), "101"))).contains("#101").contains("ada@example");
    }

    @Test
    void confirmsWithoutNumberWhenThereIsNone() {
      assertThat(text(ticketMade(Talk.begin(), null))).contains("created").doesNotContain("#");
    }

    @Test
    void asksBeforeMakingSecondOneAtOnce() {
      Talk talk = Talk.begin();
      ticketMade(talk, "101");

      ZobotAnswer answer = talk.say("3");

      assertThat(talk.hasOrder()).isFalse();
      assertThat(text(answer)).contains("#101").contains("another");
      talk.say("yes");
      assertThat(talk.order().number()).isEqualTo(2);
      assertThat(talk.order().email()).isEqualTo("ada@example.test");
    }

    @Test
    void makesSecondOneForNewMatter() {
      Talk talk = Talk.begin();
      talk.say("parcel");
      ticketMade(talk, "101");
      assertMenu(talk.say("now my bill is wrong"));

      talk.say("3");

      assertThat(talk.order().words()).isEqualTo("now my bill is wrong");
    }

    @Test
    void tellsThatItIsOnItsWayAndLaterItsNumber() {
      Talk talk = Talk.begin();
      talk.say("ticket");
      talk.say("ada@example.test");
      Order order = talk.order();

      assertThat(text(talk.outcome(OrderOutcome.pending()))).contains("saved and on its way");
      assertThat(text(talk.say("3"))).contains("already on its way");
      talk.say("no");
      talk.outcomeOf(order, OrderOutcome.ticket("102"));

      assertThat(talk.state().stage()).isEqualTo(Stage.MENU);
    }

    @Test
    void aSecondOneIsMadeOnlyByWhoKnowsOfTheFirst() {
      Talk talk = Talk.begin();
      talk.say("ticket");
      talk.say("ada@example.test");
      talk.outcome(OrderOutcome.pending());

      ZobotAnswer news = talk.say("any news?");
      assertThat(news.replies().get(0)).contains("saved and on its way");
      assertThat(news.suggestions()).containsExactly(MENU);
      assertThat(text(talk.say("3"))).contains("already on its way").contains("another one?");
      assertThat(talk.hasOrder()).isFalse();
      talk.say("3");

      assertThat(talk.order().number()).isEqualTo(2);
    }

    @Test
    void whatIsDoneIsNoLongerOnItsWay() {
      Talk talk = Talk.begin();
      talk.say("ticket");
      talk.say("ada@example.test");
      Order order = talk.order();
      talk.outcome(OrderOutcome.pending());
      talk.say("any news?");

      talk.outcomeOf(order, OrderOutcome.ticket("102"));

      assertThat(text(talk.say("thanks"))).doesNotContain("on its way");
    }

    @Test
    void aCallOnItsWayIsToldBeforeAnotherOneIsArranged() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.say(DETAILS);
      talk.outcome(OrderOutcome.pending());

      assertThat(talk.say("2").replies().get(0)).contains("saved and on its way");
      assertThat(talk.hasOrder()).isFalse();
    }

    @Test
    void keepsTheAddressOutOfTheMatter() {
      Talk talk = Talk.begin();
      talk.say("3");
      talk.say("I lost my key, write to ada@example.test");
      assertThat(talk.order().words()).isEqualTo("I lost my key, write to");

      Talk other = Talk.begin();
      other.say("I lost my key");
      other.say("3");
      other.say("it is ada@example.test thanks");
      assertThat(other.order().words()).isEqualTo("I lost my key");
    }

    @Test
    void knowsNumberThatCameLater() {
      Talk talk = Talk.begin();
      talk.say("ticket");
      talk.say("ada@example.test");
      ZobotAnswer pending = talk.outcome(OrderOutcome.answerFollows());
      assertThat(pending.action()).isEqualTo(Action.PENDING);

      assertThat(text(talk.outcome(OrderOutcome.ticket("102")))).contains("#102");
      assertThat(text(talk.say("3"))).contains("#102");
    }

    @Test
    void holdsOnWhereChannelHasNoPending() {
      Talk talk = Talk.begin().knowing("channel", "Instagram");
      talk.say("ticket");
      talk.say("ada@example.test");

      ZobotAnswer answer = talk.outcome(OrderOutcome.answerFollows());

      assertThat(answer.action()).isEqualTo(Action.REPLY);
      assertThat(text(answer)).contains("saved and on its way");
    }

    @Test
    void offersOtherWaysWhenRefused() {
      Talk talk = Talk.begin();
      talk.say("ticket");
      talk.say("ada@example.test");

      assertThat(talk.outcome(OrderOutcome.refused()).suggestions())
          .containsExactly("Instant chat", "Schedule callback");
    }

    private ZobotAnswer ticketMade(Talk talk, @Nullable String number) {
      talk.say("3");
      talk.say("ada@example.test");
      return talk.outcome(OrderOutcome.ticket(number));
    }
  }

  @Nested
  class Failure {

    @ParameterizedTest
    @CsvSource({
      "1001,office hours",
      "1002,busy",
      "1003,operator",
      "1007,went wrong",
      "4711,went wrong"
    })
    void offersCallbackAndTicketAndSaysWhy(int code, String why) {
      Talk talk = Talk.forwarding();
      talk.say("1");
      talk.outcome(OrderOutcome.chat(null));

      ZobotAnswer answer = talk.fail(code, "forward");

      assertThat(answer).extracting(ZobotAnswer::action).isEqualTo(Action.REPLY);
      assertThat(text(answer)).contains(why);
      assertThat(answer)
          .extracting(ZobotAnswer::suggestions)
          .asList()
          .containsExactly("Schedule callback", "Create ticket");
    }

    @Test
    void goesOnToTicketWithTheReason() {
      Talk talk = Talk.forwarding().knowing("email", "ada@example.test");
      talk.say("1");
      talk.outcome(OrderOutcome.chat(null));
      talk.fail(1002, "forward");

      talk.say("Create ticket");

      assertThat(talk.order().reason()).contains("could not be transferred");
    }

    @Test
    void isAnsweredWithoutForwardWhileOrderIsOpen() {
      Talk talk = Talk.forwarding();
      talk.say("1");

      ZobotAnswer answer = talk.fail(1002, "forward");

      assertThat(answer).extracting(ZobotAnswer::action).isEqualTo(Action.REPLY);
    }

    @Test
    void apologisesForTooLongAnswer() {
      ZobotAnswer answer = Talk.begin().fail(1005, "reply");

      assertThat(text(answer)).contains("too long").hasSizeLessThan(100);
      assertThat(answer).extracting(ZobotAnswer::suggestions).asList().containsExactly(MENU);
    }

    @Test
    void leavesOperatorAloneWhenOnlyReplyFailed() {
      Talk talk = Talk.begin();
      talk.say("1");
      talk.outcome(OrderOutcome.chat("c"));

      assertThat(talk.fail(1007, "reply")).isEqualTo(WITH_TEAM);
      assertThat(talk.state().stage()).isEqualTo(Stage.HANDED_OVER);
    }

    @Test
    void forgetsNoTicketThatWasMade() {
      Talk talk = Talk.begin().knowing("email", "ada@example.test");
      talk.say("3");
      talk.outcome(OrderOutcome.ticket("101"));

      talk.fail(1007, "reply");

      assertThat(text(talk.say("3"))).contains("#101");
    }
  }

  @Nested
  class Repeats {

    @Test
    void getTheSameAnswerAndNoSecondEffect() {
      Talk talk = Talk.begin().knowing("email", "ada@example.test");
      talk.say("3");
      ZobotAnswer answer = talk.outcome(OrderOutcome.ticket("101"));

      assertThat(talk.sayAgain("3")).isEqualTo(answer);
      assertThat(talk.effect()).isEqualTo(Effect.REPEATED);
      assertThat(talk.hasOrder()).isFalse();
    }

    @Test
    void doNotCountAsAsks() {
      Talk talk = Talk.begin();
      talk.say("2");
      talk.sayAgain("2");

      assertThat(talk.state().asks()).isEqualTo(1);
    }

    @Test
    void ofLeftAloneMessagesAreNotRelayedTwice() {
      Talk talk = Talk.begin();
      talk.say("1");
      talk.outcome(OrderOutcome.chat("c"));
      talk.say("are you there?");

      talk.sayAgain("are you there?");

      assertThat(talk.effect()).isEqualTo(Effect.REPEATED);
    }

    @Test
    void handOutOpenOrderWithSameNumber() {
      Talk talk = Talk.begin().knowing("email", "ada@example.test");
      talk.say("3");
      Order first = talk.order();

      talk.sayAgain("3");

      assertThat(talk.order()).isEqualTo(first);
      talk.say("3");
      assertThat(talk.order().number()).isEqualTo(first.number());
    }
  }

  @Nested
  class Hostility {

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2", "3", "call me tomorrow", "call me 05/06", "call me at 3"})
    void isSurvivedAtEveryStage(String stage) {
      String[] hostile = {
        "x".repeat(1_000_000),
        "a@".repeat(200_000),
        "1 ".repeat(300_000),
        "1, " + " ".repeat(300_000) + "x",
        "\u0000\u0001\u001b[31m\u202e",
        "<script>alert(1)</script>",
        "{phone} ${jndi:x} $1 \\",
        "'; drop table handoffs; --",
        "\ud83d"
      };
      for (String text : hostile) {
        Talk talk = Talk.begin();
        talk.say(stage);
        ZobotAnswer answer = talk.say(text);
        assertThat(answer != null || talk.hasOrder()).isTrue();
      }
    }

    @Test
    void isNotKeptInFull() throws Exception {
      Talk talk = Talk.begin();

      for (int i = 0; i < 20; i++) {
        talk.say(i + "y".repeat(1_000_000));
      }

      assertThat(Talk.JSON.writeValueAsString(talk.state())).hasSizeLessThan(20_000);
    }

    @Test
    void showsNoVisitorDataInToString() {
      Talk talk = Talk.begin().knowing("email", "ada@example.test");
      talk.say("callback " + DETAILS);

      assertThat(talk.state() + " " + talk.order() + " " + talk.state().draft())
          .doesNotContain("ada@", "555");
    }

    @Test
    void readsStateOfOlderAndNewerVersions() throws Exception {
      assertThat(Talk.JSON.readValue("{}", DialogueState.class)).isEqualTo(DialogueState.initial());
      assertThat(Talk.JSON.readValue("{\"stage\":\"MENU\",\"mood\":\"good\"}", DialogueState.class))
          .extracting(DialogueState::stage)
          .isEqualTo(Stage.MENU);
    }
  }

  @Test
  void usesDefaultZoneWhereVisitorHasNone() {
    Talk talk = Talk.begin();
    talk.say("callback " + DETAILS);

    assertThat(talk.order().callback())
        .extracting(CallbackRequest::timeZone)
        .isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void remembersWhatOnlyEarlierCallsTold() {
    Talk talk = Talk.begin().knowing("time_zone", "Europe/Berlin").knowing("channel", "WhatsApp");
    talk.say("parcel?");
    talk.forgetting("time_zone", "channel");

    assertThat(text(talk.say("menu"))).contains("1. Instant chat");
    talk.say("callback " + DETAILS);

    assertThat(talk.order().callback())
        .extracting(CallbackRequest::timeZone)
        .isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  private static void assertMenu(@Nullable ZobotAnswer answer) {
    assertThat(answer).isNotNull();
    assertThat(answer.action()).isEqualTo(Action.REPLY);
    assertThat(answer.suggestions()).containsExactly(MENU);
  }

  private static String text(@Nullable ZobotAnswer answer) {
    assertThat(answer).isNotNull();
    return String.join("\n", answer.replies());
  }
}
