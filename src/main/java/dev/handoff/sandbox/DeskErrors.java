package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Desk's ways to say no. */
final class DeskErrors {

  /** One field that failed; {@code pointer} is a JSON Pointer. */
  record FieldError(String pointer, String type) {}

  private DeskErrors() {}

  static Refusal refusal(int status, String code, String message) {
    return new Refusal(answer(status, code, message));
  }

  static Answer answer(int status, String code, String message) {
    return Answer.json(status, Json.object().put("errorCode", code).put("message", message));
  }

  static Refusal invalid(String pointer, String type) {
    return invalid(List.of(new FieldError(pointer, type)));
  }

  static Refusal invalid(List<FieldError> fields) {
    ObjectNode body =
        Json.object()
            .put("errorCode", "INVALID_DATA")
            .put("message", "The data is invalid due to validation restrictions");
    body.set(
        "errors",
        Json.array(
            fields.stream()
                .map(
                    field ->
                        Json.object()
                            .put("fieldName", field.pointer())
                            .put("errorType", field.type())
                            .put("errorMessage", ""))
                .toList()));
    return new Refusal(Answer.json(422, body));
  }

  static Refusal unprocessable(String message) {
    return refusal(422, "UNPROCESSABLE_ENTITY", message);
  }

  static Refusal notFound() {
    return refusal(404, "URL_NOT_FOUND", "The URL you requested could not be found.");
  }

  static Answer invalidToken(int status) {
    return answer(status, "INVALID_OAUTH", "The OAuth Token you provided is invalid.");
  }
}
