package dev.handoff.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.zoho.ZohoDirectory.Department;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lists from which a person picks where handoffs go. */
class ZohoDirectoryTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 430;

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private final ZohoDirectory directory = gateway.bean(ZohoDirectory.class);
  private final ZohoPlace here = gateway.bean(ZohoPlaces.class).now();

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start(Settings.forTests().withDepartments(named(9, MANY), named(5, 45)));
    gateway = Gateway.start(zoho);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @AfterEach
  void clear() {
    zoho.faults().clear();
  }

  private static List<Settings.Department> named(int first, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Settings.Department(first + "0000" + (1000 + i), "Team " + i))
        .toList();
  }

  @Test
  void listsWhatThereIs() {
    assertThat(directory.organisations(here.withOrgId("999")))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo(zoho.settings().orgId());
              assertThat(one.isDefault()).isTrue();
            });
    assertThat(directory.portals(here.withScreenName("nobody")))
        .containsExactly(new ZohoDirectory.Portal("sandbox"));
    assertThat(directory.apps(here)).hasSize(1);
  }

  @Test
  void readsAllPages() {
    assertThat(directory.departments(here)).hasSize(MANY).allMatch(Department::enabled);
    assertThat(directory.salesIqDepartments(here)).hasSize(45);
  }

  @Test
  void anotherOrganisationAndAnUnknownPortalAreRefusedByName() {
    assertThatThrownBy(() -> directory.departments(here.withOrgId("123")))
        .isInstanceOfSatisfying(
            ZohoRefused.class, no -> assertThat(no.code()).isEqualTo("OAUTH_ORG_MISMATCH"));
    assertThatThrownBy(() -> directory.apps(here.withScreenName("nobody")))
        .isInstanceOfSatisfying(ZohoRefused.class, no -> assertThat(no.code()).isEqualTo("1005"));
  }

  @Test
  void aMissingScopeIsTold() {
    zoho.faults()
        .add(
            Fault.answer(403, "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"no\"}")
                .on(Side.DESK));

    assertThatThrownBy(() -> directory.organisations(here))
        .isInstanceOfSatisfying(
            ZohoRefused.class, no -> assertThat(no.code()).isEqualTo("SCOPE_MISMATCH"));
  }

  @Test
  void departmentsAreFoundWhetherIndexCountsEntriesOrPages() {
    assertThat(new ZohoDirectory(salesIq(63, false)).salesIqDepartments(here)).hasSize(63);
    assertThat(new ZohoDirectory(salesIq(63, true)).salesIqDepartments(here)).hasSize(63);
    assertThat(new ZohoDirectory(salesIq(20, true)).salesIqDepartments(here)).hasSize(20);
  }

  @Test
  void aListThatComesWholeEachTimeEnds() {
    List<String> asked = new ArrayList<>();
    ZohoReader same =
        (place, side, path) -> {
          asked.add(path);
          return rows(0, 250);
        };

    assertThat(new ZohoDirectory(same).departments(here)).hasSize(250);
    assertThat(new ZohoDirectory(same).salesIqDepartments(here)).hasSize(250);
    assertThat(asked).hasSizeLessThan(10);
  }

  @Test
  void disabledNamelessAndNothing() throws JsonProcessingException {
    JsonNode odd =
        JSON.readTree(
            "{\"data\":[{\"id\":1,\"is_enabled\":\"false\"},{\"name\":\"without id\"},"
                + "{\"id\":\"2\",\"display_name\":\"Two\"}]}");

    assertThat(new ZohoDirectory((place, side, path) -> odd).salesIqDepartments(here))
        .containsExactly(new Department("1", "1", false), new Department("2", "Two", true));
    assertThat(new ZohoDirectory((place, side, path) -> JSON.missingNode()).departments(here))
        .isEmpty();
  }

  private static ZohoReader salesIq(int count, boolean pages) {
    return (place, side, path) -> {
      String asked = path.replaceAll(".*index=|^/.*", "");
      int index = asked.isEmpty() ? 1 : Integer.parseInt(asked);
      int from = pages ? (index - 1) * 20 : index - 1;
      return rows(from, Math.min(count, from + 20));
    };
  }

  private static JsonNode rows(int from, int to) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode data = answer.putArray("data");
    for (int i = from; i < to; i++) {
      data.addObject().put("id", "d" + i).put("name", "Team " + i);
    }
    return answer;
  }
}
