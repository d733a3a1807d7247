package dev.handoff.intake.hitl;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.intake.ApiRequest;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.IdempotentAnswers;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.VisitorReader;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code POST /api/hitl/users} (contract 4.3). */
@Component
public final class HitlUsersApi {

  private final ObjectMapper json;
  private final HitlUsers users;
  private final IdempotentAnswers answers;

  HitlUsersApi(ObjectMapper json, HitlUsers users, IdempotentAnswers answers) {
    this.json = json;
    this.users = users;
    this.answers = answers;
  }

  /** 201 with the new id; the same person told twice has two. */
  public HttpAnswer create(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    HitlUser user =
        new HitlUser(
            fields.requiredText("name", 200),
            VisitorReader.email(fields, "email"),
            fields.text("phone", 50),
            WebLinks.read(fields, "pictureUrl"));
    IdempotencyKey key = request.idempotencyKey("hitl-users");
    fields.check();
    return answers.once(key, () -> HttpAnswer.json(201, Map.of("userId", users.add(user))));
  }
}
