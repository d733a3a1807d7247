package dev.handoff.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** How the operators' endpoints read requests and answer, refusals included. */
abstract class OpsEndpoint {

  private final ObjectMapper json;
  private final Problems problems;

  OpsEndpoint(ObjectMapper json, Problems problems) {
    this.json = json;
    this.problems = problems;
  }

  @ExceptionHandler(RuntimeException.class)
  ResponseEntity<Object> refuse(RuntimeException failure) {
    return answer(problems.answer(failure, null));
  }

  /** The fields of the body; none where there is no body. */
  JsonFields fieldsIfAny(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    return body.length == 0
        ? JsonFields.of(JsonNodeFactory.instance.objectNode())
        : fields(body, request);
  }

  JsonFields fields(HttpServletRequest request) throws IOException {
    return fields(request.getInputStream().readAllBytes(), request);
  }

  private JsonFields fields(byte[] body, HttpServletRequest request) {
    return JsonFields.read(json, body, request.getContentType());
  }

  static ResponseEntity<Object> answer(HttpAnswer answer) {
    ResponseEntity.BodyBuilder told =
        ResponseEntity.status(answer.status())
            .contentType(MediaType.parseMediaType(answer.contentType()));
    answer.headers().forEach(told::header);
    return told.body(answer.body());
  }
}
