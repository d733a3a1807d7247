package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.ReleaseReason;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a conversation shows is told under the names of the events, and never too early. */
class ConversationShownTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String OWNER = "'owner':{'id':'77','name':'Max'}";

  private static ConversationShown shown(String data) throws IOException {
    return new ConversationShown(new ObjectMapper().readTree(data.replace('\'', '"')), NOW);
  }

  @Test
  void nobodyHasOneThatWaitsThoughItShowsAnOwner() throws IOException {
    assertThat(shown("{" + OWNER + ",'chat_status':{'state_key':'waiting'}}").events()).isEmpty();
  }

  @Test
  void nobodyHasOneThatShowsAnOwnerOnly() throws IOException {
    assertThat(shown("{" + OWNER + "}").events()).isEmpty();
  }

  @Test
  void anOwnerHasOneThatWasAttended() throws IOException {
    assertThat(shown("{" + OWNER + ",'attended_time':'1760000123456'}").taken())
        .singleElement()
        .isInstanceOfSatisfying(
            HumanEvent.Assigned.class,
            taken -> {
              assertThat(taken.id()).isEqualTo("assigned:77:1760000123456");
              assertThat(taken.operator().name()).isEqualTo("Max");
            });
  }

  @Test
  void theAttenderGoesBeforeTheOwner() throws IOException {
    assertThat(shown("{" + OWNER + ",'attender':{'id':'78','name':'Mia'}}").taken())
        .singleElement()
        .isInstanceOfSatisfying(
            HumanEvent.Assigned.class, taken -> assertThat(taken.operator().id()).isEqualTo("78"));
  }

  @Test
  void anEndedOneWithAnOwnerWhomNobodySawWasMissed() throws IOException {
    assertThat(shown("{" + OWNER + ",'end_time':'1760000123456'}").events())
        .singleElement()
        .isInstanceOfSatisfying(
            HumanEvent.Ended.class,
            over -> assertThat(over.reason()).isEqualTo(ReleaseReason.MISSED));
  }
}
