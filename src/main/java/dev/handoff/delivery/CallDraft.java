package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Delivery;
import dev.handoff.routing.Categories;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.ZohoUnavailable;
import dev.handoff.zoho.desk.DeskText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The scheduled Desk call of a callback: its fields, how to find it again, how to check it. */
@Component
public final class CallDraft implements Sought {

  private final ZohoPlaces zoho;
  private final Categories categories;
  private final DeliveryProperties settings;

  public CallDraft(ZohoPlaces zoho, Categories categories, DeliveryProperties settings) {
    this.zoho = zoho;
    this.categories = categories;
    this.settings = settings;
  }

  /** The fields of the new call (desk.md section 8); Desk has no field for the number to call. */
  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    CallbackRequest callback = callback(delivery);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("contactId", delivery.requiredFact("contactId"));
    fields.put("departmentId", department(delivery));
    fields.put(
        "subject",
        DeskText.line(
            "Callback "
                + callback.phone()
                + ": "
                + Story.subject(delivery, "a visitor asks for it"),
            DeskText.CALL_SUBJECT));
    fields.put("startTime", DeskText.timestamp(callback.startsAt()));
    fields.put("duration", settings.callDuration().toSeconds());
    fields.put("direction", "outbound");
    fields.put("status", "Scheduled");
    fields.put("description", description(delivery, callback));
    return fields;
  }

  private static String description(Delivery delivery, CallbackRequest callback) {
    List<String> lines = new ArrayList<>();
    lines.add("Call: " + callback.phone());
    lines.add(
        "At: "
            + callback.startsAt().atZone(callback.timeZone()).toLocalDateTime()
            + " ("
            + callback.timeZone()
            + ")");
    if (callback.words() != null) {
      lines.add("In the visitor's words: " + callback.words());
    }
    Story.facts(delivery).forEach((label, value) -> lines.add(label + ": " + value));
    String head = DeskText.cut(String.join("\n", lines), DeskText.DESCRIPTION / 2);
    int left = DeskText.DESCRIPTION - head.length() - 100;
    List<String> transcript = Story.transcript(delivery, left, UnaryOperator.identity());
    String whole = transcript.isEmpty() ? head : head + "\n\n" + String.join("\n", transcript);
    return DeskText.clean(whole);
  }

  private static CallbackRequest callback(Delivery delivery) {
    CallbackRequest callback = delivery.handoff().request().callback();
    if (callback == null) {
      throw new IllegalStateException(
          "handoff " + delivery.handoff().id() + " has no phone and time to call back");
    }
    return callback;
  }

  private @Nullable String department(Delivery delivery) {
    String mended = delivery.handoff().mend().department();
    if (mended != null) {
      return mended;
    }
    String own = categories.find(delivery.handoff().request().category()).departmentId();
    return own == null ? zoho.now().departmentId() : own;
  }

  @Override
  public ZohoSide side() {
    return ZohoSide.DESK;
  }

  @Override
  public int pageSize() {
    return 100;
  }

  /** The list of calls, the one look-up of calls that needs no search index; its order is open. */
  @Override
  public String listPath(Delivery delivery, Page page) {
    return "/calls?limit="
        + page.size()
        + "&from="
        + page.from()
        + "&departmentId="
        + department(delivery);
  }

  /** Nobody knows where in the list a new call stands, so a long one is left for the search. */
  @Override
  public int mostPages() {
    return 10;
  }

  /** By the time of the call, for a department that has too many of them to list. */
  @Override
  public List<String> searchPaths(Delivery delivery) {
    Instant start = start(delivery);
    return List.of(
        "/calls/search?limit=100&startDateRange="
            + DeskText.timestamp(start)
            + ","
            + DeskText.timestamp(start.plusSeconds(1)));
  }

  private static Instant start(Delivery delivery) {
    return callback(delivery).startsAt().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    String contact = delivery.requiredFact("contactId");
    return startsAt(row, start(delivery))
        && (!row.has("contactId") || contact.equals(row.path("contactId").asText()));
  }

  /** A row that does not tell its time in a known form may be the one as well. */
  private static boolean startsAt(JsonNode row, Instant start) {
    try {
      return Instant.parse(row.path("startTime").asText("")).equals(start);
    } catch (DateTimeParseException unknown) {
      return true;
    }
  }

  @Override
  public String recordPath(String id) {
    return "/calls/" + id;
  }

  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode call, Delivery delivery) {
    boolean mine = call.path("description").asText("").contains(delivery.handoff().correlation());
    return mine ? facts(call) : null;
  }

  /** What is known once the call is scheduled. */
  public Map<String, Object> facts(@Body JsonNode call) {
    return Map.of("callId", call.path("id").asText());
  }

  /**
   * Checks what Desk shows under the new id.
   *
   * @throws ZohoUnavailable when it is not that call
   */
  public Map<String, Object> confirm(@Body JsonNode call, @Variable("delivery") Delivery delivery) {
    String id = delivery.requiredFact("callId");
    if (!id.equals(call.path("id").asText())) {
      throw new ZohoUnavailable("read_back", "call " + id + " cannot be read back", null);
    }
    return Map.of("callStatus", call.path("status").asText("unknown"));
  }
}
