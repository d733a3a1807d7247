package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.testing.TestClock;
import dev.handoff.zoho.ZohoNotAsked;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoRefused;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.ZohoUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a look-up goes on and where it ends. */
class LookUpsTest {

  private static final ZohoProperties.LookUp SETTINGS =
      new ZohoProperties.LookUp(Duration.ofMinutes(10), 20, Duration.ofMinutes(5));

  private final TestClock clock = new TestClock();
  private final Instant begun = clock.instant();
  private final LookUps lookUps = new LookUps(Map.of(), SETTINGS, clock);

  /** Pages of two rows; rows named "old" are too old, searches come last. */
  private static final class Thing implements Sought {

    @Override
    public ZohoSide side() {
      return ZohoSide.DESK;
    }

    @Override
    public String listPath(Delivery delivery, Page page) {
      return "/things?from=" + page.from();
    }

    @Override
    public int pageSize() {
      return 2;
    }

    @Override
    public List<String> searchPaths(Delivery delivery) {
      return List.of("/things/search");
    }

    @Override
    public boolean mayBe(JsonNode row, Delivery delivery) {
      return row.path("id").asText().startsWith("may");
    }

    @Override
    public boolean isTooOld(JsonNode row, Instant since) {
      return row.path("id").asText().equals("old");
    }

    @Override
    public String recordPath(String id) {
      return "/things/" + id;
    }

    @Override
    public Map<String, Object> factsIfMine(JsonNode record, Delivery delivery) {
      return null;
    }
  }

  private static ObjectNode list(String... ids) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    var rows = answer.putArray("data");
    for (String id : ids) {
      rows.addObject().put("id", id);
    }
    return answer;
  }

  private LookUp after(Object... answers) {
    LookUp lookUp = lookUps.begin(new Thing(), begun, null);
    for (Object answer : answers) {
      assertThat(lookUp.isOpen()).isTrue();
      lookUp = lookUps.read(answer, lookUp, null);
    }
    return lookUp;
  }

  @Test
  void readsPageAfterPageWhileTheyAreFull() {
    assertThat(lookUps.ask(after()).path()).isEqualTo("/things?from=0");
    assertThat(lookUps.ask(after(list("a", "b"))).path()).isEqualTo("/things?from=2");
    assertThat(lookUps.ask(after(list("a", "b"), list("c", "d"))).path())
        .isEqualTo("/things?from=4");
  }

  @Test
  void asksTheSearchesOnceTheListIsThrough() {
    for (JsonNode last : List.of(list("a"), list(), list("a", "old"), MissingNode.getInstance())) {
      LookUp lookUp = after(last);

      assertThat(lookUps.ask(lookUp).path()).isEqualTo("/things/search");
      assertThat(lookUp.isSearch()).isTrue();
      assertThat(lookUps.read(list(), lookUp, null).isOpen()).isFalse();
      assertThat(lookUps.result(lookUps.read(null, lookUp, null))).isNull();
    }
  }

  @Test
  void namesTheRowsThatHaveToBeRead() {
    LookUp lookUp = after(list("may-1", "other"));

    assertThat(lookUps.candidates(lookUp)).containsExactly("may-1");
    assertThat(lookUps.askFor("may-1", lookUp).path()).isEqualTo("/things/may-1");
  }

  @Test
  void endsAsSoonAsItIsFound() {
    LookUp lookUp = lookUps.note(Map.of("thingId", "1"), after(list("may-1", "other")));

    assertThat(lookUp.isOpen()).isFalse();
    assertThat(lookUps.result(lookUp)).containsEntry("thingId", "1");
  }

  @Test
  void believesTheSearchOfATooLongListOnlyOnceItHadTimeToCatchUp() {
    LookUp lookUp = lookUps.read(list(), afterTooManyPages(), null);

    assertThat(lookUp.isOpen()).isFalse();
    clock.advance(Duration.ofMinutes(4));
    assertThatThrownBy(() -> lookUps.result(lookUp))
        .isInstanceOfSatisfying(
            ZohoUnavailable.class,
            wait -> assertThat(wait.delay()).isEqualTo(Duration.ofMinutes(1)))
        .hasMessageContaining("not among the first 40 records");
    clock.advance(Duration.ofMinutes(1));
    assertThat(lookUps.result(lookUp)).isNull();
  }

  @Test
  void leavesATooLongListToAPersonWhenTheSearchIsRefused() {
    ZohoRefused refusal = new ZohoRefused("SCOPE_MISMATCH", "no", List.of(), "Re-authorise.");
    LookUp lookUp = lookUps.read(refusal, afterTooManyPages(), null);

    clock.advance(Duration.ofDays(1));
    assertThat(lookUp.isOpen()).isFalse();
    assertThatThrownBy(() -> lookUps.result(lookUp))
        .isInstanceOf(ZohoRefused.class)
        .hasMessageContaining("not among the first 40 records");
  }

  private LookUp afterTooManyPages() {
    List<Object> pages = new ArrayList<>();
    for (int page = 0; page < 20; page++) {
      pages.add(list("a", "b"));
    }
    return after(pages.toArray());
  }

  @Test
  void asksAgainWhereZohoFailsButNotForever() {
    ZohoUnavailable failure = new ZohoUnavailable("http_503", "no", null);
    LookUp lookUp = after(list("a", "b"), failure, failure, failure, failure, failure);

    assertThat(lookUps.ask(lookUp).path()).isEqualTo("/things?from=2");
    assertThatThrownBy(() -> lookUps.read(failure, lookUp, null)).isSameAs(failure);
    assertThatThrownBy(() -> after(failure)).isSameAs(failure);
  }

  @Test
  void doesNotAskAgainAtOnceAfterALimitAPauseOrARejectedToken() {
    List<ZohoUnavailable> failures =
        List.of(
            new ZohoUnavailable("http_503", "no", Duration.ofSeconds(60)),
            new ZohoUnavailable("TOO_MANY_REQUESTS", "no", null),
            new ZohoUnavailable("http_429", "no", null),
            new ZohoUnavailable("INVALID_OAUTH", "no", null));

    for (ZohoUnavailable failure : failures) {
      assertThatThrownBy(() -> after(list("a", "b"), failure)).isSameAs(failure);
    }
  }

  @Test
  void asksNobodyAgainWhoWasNotAskedAtAll() {
    ZohoNotAsked held = new ZohoNotAsked("circuit_open", "no", Duration.ofSeconds(1));

    assertThatThrownBy(() -> after(held)).isSameAs(held);
  }

  @Test
  void takesNothingButAListForAnAnswer() {
    ObjectNode other = JsonNodeFactory.instance.objectNode().put("status", "ok");

    assertThatThrownBy(() -> after(other)).isInstanceOf(ZohoUnavailable.class);
  }
}
