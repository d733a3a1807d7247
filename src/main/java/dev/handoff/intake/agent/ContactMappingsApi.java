package dev.handoff.intake.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.ContactMapping;
import dev.handoff.handoff.ContactMappings;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.intake.ApiRequest;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.IdempotentAnswers;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /api/contact-mappings} (contract 4.5): whose Desk contact a caller's own id is. */
@Component
public final class ContactMappingsApi {

  private static final String TENANT = ConversationKey.DEFAULT_TENANT;
  private static final int PAGE = 100;
  private static final Pattern DESK_ID = Pattern.compile("[0-9]{1,30}");

  private final ObjectMapper json;
  private final ContactMappings mappings;
  private final IdempotentAnswers answers;

  ContactMappingsApi(ObjectMapper json, ContactMappings mappings, IdempotentAnswers answers) {
    this.json = json;
    this.mappings = mappings;
    this.answers = answers;
  }

  /** 201 for an id that was mapped to nobody, else 200; the same call again changes nothing. */
  public HttpAnswer put(
      @Header("crmContactId") @Nullable String id,
      @Body byte @Nullable [] body,
      @Headers Map<String, Object> headers) {
    String crmContactId = MappedId.read(id);
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    String contact = fields.requiredText("deskContactId", 64);
    if (!contact.isEmpty() && !DESK_ID.matcher(contact).matches()) {
      fields.rule("deskContactId", "is not an id of Desk's (expected: 1 to 30 digits)");
    }
    IdempotencyKey key = request.idempotencyKey("contact-mappings", "PUT " + crmContactId);
    fields.check();
    return answers.once(
        key,
        () -> {
          boolean isNew = mappings.put(TENANT, crmContactId, contact);
          return HttpAnswer.json(isNew ? 201 : 200, view(found(crmContactId)));
        });
  }

  /**
   * One mapping.
   *
   * @throws RequestProblem 404
   */
  public HttpAnswer show(@Header("crmContactId") @Nullable String id) {
    return HttpAnswer.json(200, view(found(MappedId.read(id))));
  }

  private ContactMapping found(String crmContactId) {
    return mappings
        .find(TENANT, crmContactId)
        .orElseThrow(() -> RequestProblem.notFound("That contact is not mapped"));
  }

  /** 204, also when there was none. */
  public HttpAnswer remove(
      @Header("crmContactId") @Nullable String id, @Headers Map<String, Object> headers) {
    String crmContactId = MappedId.read(id);
    IdempotencyKey key =
        new ApiRequest(null, headers).idempotencyKey("contact-mappings", "DELETE " + crmContactId);
    return answers.once(
        key,
        () -> {
          mappings.remove(TENANT, crmContactId);
          return HttpAnswer.json(204, "");
        });
  }

  /**
   * A page of them in the order of the callers' ids.
   *
   * @throws RequestProblem 422 for a contact that is no id of Desk's and for a strange cursor
   */
  public HttpAnswer list(
      @Header("deskContactId") @Nullable String deskContactId,
      @Header("cursor") @Nullable String cursor) {
    if (deskContactId != null && !DESK_ID.matcher(deskContactId).matches()) {
      throw RequestProblem.rule(
          "deskContactId is not an id of Desk's (expected: 1 to 30 digits)", List.of());
    }
    List<ContactMapping> page = mappings.list(TENANT, deskContactId, after(cursor), PAGE + 1);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", page.stream().limit(PAGE).map(ContactMappingsApi::view).toList());
    if (page.size() > PAGE) {
      byte[] last = page.get(PAGE - 1).crmContactId().getBytes(StandardCharsets.UTF_8);
      body.put("nextCursor", Base64.getUrlEncoder().withoutPadding().encodeToString(last));
    }
    return HttpAnswer.json(200, body);
  }

  private static @Nullable String after(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (MappedId.isShowable(id)) {
        return id;
      }
    } catch (IllegalArgumentException notBase64) {
      throw strangeCursor();
    }
    throw strangeCursor();
  }

  private static RequestProblem strangeCursor() {
    return RequestProblem.rule("The cursor is not one that was given out here", List.of());
  }

  private static Map<String, Object> view(ContactMapping mapping) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("crmContactId", mapping.crmContactId());
    view.put("deskContactId", mapping.deskContactId());
    view.put("updatedAt", mapping.updatedAt().toString());
    return view;
  }
}
