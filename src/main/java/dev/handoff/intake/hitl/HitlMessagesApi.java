package dev.handoff.intake.hitl;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.Talk;
import dev.handoff.intake.ApiRequest;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.IdempotentAnswers;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.PathIds;
import dev.handoff.intake.RequestProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happens within {@code /api/hitl/sessions/{conversationId}} (contract 4.3). */
@Component
public final class HitlMessagesApi {

  private final ObjectMapper json;
  private final HitlTalks talks;
  private final IdempotentAnswers answers;

  HitlMessagesApi(ObjectMapper json, HitlTalks talks, IdempotentAnswers answers) {
    this.json = json;
    this.talks = talks;
    this.answers = answers;
  }

  /**
   * 202: the message is kept and goes to the person in its turn, once.
   *
   * @throws RequestProblem 404 or 422
   */
  public HttpAnswer say(
      @Header("conversationId") String inPath,
      @Body byte @Nullable [] body,
      @Headers Map<String, Object> headers) {
    String conversationId = decoded(inPath);
    ApiRequest request = new ApiRequest(body, headers);
    return talks.within(conversationId, () -> say(conversationId, request));
  }

  private HttpAnswer say(String conversationId, ApiRequest request) {
    JsonFields fields = request.fields(json);
    String type = Payloads.type(fields);
    List<Piece> pieces = Payloads.read(fields.object("payload"), type);
    String given = fields.id("messageId", 255);
    HitlTalks.Speaker speaker =
        new HitlTalks.Speaker(Histories.author(fields.object("source")), null);
    IdempotencyKey key = request.idempotencyKey("hitl-messages", conversationId);
    if (pieces.isEmpty()) {
      nothing(fields);
    }
    fields.check();
    String messageId = given == null ? UUID.randomUUID().toString() : given;
    return answers.once(
        key,
        () ->
            taken(
                talks.say(conversationId, speaker, pieces, messageId, request.ownTraceParent()),
                Map.of("messageId", messageId)));
  }

  private static void nothing(JsonFields fields) {
    if (fields.has("type") || fields.has("payload")) {
      fields.rule("payload", "has nothing to show (expected: text, or a file's address)");
    } else {
      fields.rule(
          "type", "is required, unless the payload tells it (expected: " + Payloads.types() + ")");
      fields.object("payload").rule("text", "is required, unless there is a file's address");
    }
  }

  /**
   * 202: the person's chat is closed after all that was said before.
   *
   * @throws RequestProblem 404
   */
  public HttpAnswer stop(
      @Header("conversationId") String inPath,
      @Body byte @Nullable [] body,
      @Headers Map<String, Object> headers) {
    String conversationId = decoded(inPath);
    ApiRequest request = new ApiRequest(body, headers);
    IdempotencyKey key = request.idempotencyKey("hitl-stop", conversationId);
    return answers.once(
        key,
        () -> {
          talks.stop(conversationId, request.ownTraceParent());
          Talk now = talks.required(conversationId);
          return taken(
              now.ownership().handoff(),
              Map.of(
                  "conversationId", conversationId, "owner", now.ownership().owner().wireName()));
        });
  }

  private static HttpAnswer taken(@Nullable HandoffId handoff, Map<String, Object> body) {
    return HttpAnswer.json(202, new LinkedHashMap<>(body)).about(handoff);
  }

  /**
   * How the conversation stands.
   *
   * @throws RequestProblem 404
   */
  public HttpAnswer show(@Header("conversationId") String inPath) {
    String conversationId = decoded(inPath);
    Talk talk = talks.required(conversationId);
    return HttpAnswer.json(200, TalkView.of(conversationId, talk))
        .about(talk.ownership().handoff());
  }

  private static String decoded(String inPath) {
    return PathIds.decoded(inPath, "conversation id");
  }
}
