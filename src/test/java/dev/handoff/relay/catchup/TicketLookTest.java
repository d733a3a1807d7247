package dev.handoff.relay.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Mend;
import dev.handoff.testing.Orders;
import dev.handoff.zoho.desk.DeskPost;
import dev.handoff.zoho.desk.DeskPosts;
import dev.handoff.zoho.desk.DeskProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One look at a ticket: what it reads, and up to when the next one need not read again. */
class TicketLookTest {

  private static final Instant SINCE = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private TicketLook look;

  @BeforeEach
  void begin() {
    DeskProperties settings =
        new DeskProperties(List.of(), List.of(), List.of(), Duration.ofSeconds(60));
    look =
        new TicketLook(
            handoff(), "5", SINCE, NOW, new DeskPosts(settings), known -> known.equals("9"));
    look.read(json("{'data':[]}"));
  }

  private static Handoff handoff() {
    return new Handoff(
        new HandoffId("id"),
        new ConversationId("main", "c"),
        ConversationKey.of(Channel.WEB, "s"),
        1,
        null,
        HandoffKind.TICKET,
        HandoffState.DELIVERED,
        Orders.request("help"),
        Mend.NOTHING,
        0,
        "hg-1",
        null,
        1,
        1,
        SINCE,
        null,
        null,
        SINCE,
        SINCE,
        SINCE);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String thread(int id, int hour, String status, String more) {
    return ("{'id':'%d','direction':'out','visibility':'public','status':'%s',"
            + "'createdTime':'2026-11-20T%d:30:00.000Z','author':{'id':'7','type':'AGENT'}%s}")
        .formatted(id, status, hour, more);
  }

  private void threads(String... rows) {
    look.read(json("{'data':[" + String.join(",", rows) + "]}"));
  }

  private void whole(int id, int hour) {
    assertThat(look.getPath()).contains("/threads/" + id + "?");
    look.read(json(thread(id, hour, "SUCCESS", ",'content':'word " + id + "'")));
  }

  private List<String> told() {
    return look.replies().stream().map(DeskPost.Reply::id).toList();
  }

  private static Instant at(int hour) {
    return Instant.parse("2026-11-20T%d:30:00Z".formatted(hour));
  }

  @Test
  void everythingIsReadUpToTheNewestThread() {
    threads(thread(2, 11, "SUCCESS", ""), thread(1, 10, "SUCCESS", ""));
    whole(2, 11);
    whole(1, 10);

    assertThat(look.isOpen()).isFalse();
    assertThat(told()).containsExactly("1", "2");
    assertThat(look.seenUntil()).isEqualTo(at(11));
  }

  @Test
  void aDraftIsReachedAgainThoughNewerOnesAreTold() {
    threads(thread(2, 11, "SUCCESS", ""), thread(1, 10, "DRAFT", ""));
    whole(2, 11);

    assertThat(told()).containsExactly("2");
    assertThat(look.seenUntil()).isEqualTo(at(10));
  }

  @Test
  void aThreadThatIsRefusedIsSkippedForGood() {
    threads(thread(2, 11, "SUCCESS", ""), thread(1, 10, "SUCCESS", ""));
    look.skip(true);
    whole(1, 10);

    assertThat(told()).containsExactly("1");
    assertThat(look.seenUntil()).isEqualTo(at(11));
  }

  @Test
  void aThreadThatIsNotShownNowIsReachedAgain() {
    threads(thread(2, 11, "SUCCESS", ""), thread(1, 10, "SUCCESS", ""));
    whole(2, 11);
    look.skip(false);

    assertThat(look.isOpen()).isFalse();
    assertThat(look.seenUntil()).isEqualTo(at(10));
  }

  @Test
  void aListThatIsRefusedIsReadFromTheSameTimeOnAgain() {
    look.skip(true);

    assertThat(look.isOpen()).isFalse();
    assertThat(look.seenUntil()).isNull();
  }

  @Test
  void aThreadThatIsKnownIsNotReadAgain() {
    threads(thread(9, 11, "SUCCESS", ""));

    assertThat(look.isOpen()).isFalse();
    assertThat(look.seenUntil()).isEqualTo(at(11));
  }
}
