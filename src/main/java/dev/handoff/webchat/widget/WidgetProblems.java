package dev.handoff.webchat.widget;

import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.Problems;
import dev.handoff.intake.RequestProblem;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** From what fails at the door to problem details, in the words of the rest of the API. */
@RestControllerAdvice(assignableTypes = WidgetDoor.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class WidgetProblems {

  private final Problems problems;

  WidgetProblems(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<Object> tooMany(TooManyRequests refusal) {
    String detail = String.valueOf(refusal.getMessage());
    return entity(
        Problems.of(429, "Too many requests", detail, List.of())
            .with("Retry-After", String.valueOf(refusal.seconds())));
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(RequestProblem problem) {
    HttpAnswer answer = problems.answer(problem, null);
    return entity(problem.status() == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer);
  }

  /** A wrong method or type is Spring's own to tell; its message may quote nothing else. */
  @ExceptionHandler
  ResponseEntity<Object> failed(Exception failure) throws Exception {
    if (failure instanceof ErrorResponse) {
      throw failure;
    }
    return entity(problems.answer(failure, null));
  }

  private static ResponseEntity<Object> entity(HttpAnswer answer) {
    ResponseEntity.BodyBuilder entity =
        ResponseEntity.status(answer.status())
            .contentType(MediaType.parseMediaType(answer.contentType()));
    answer.headers().forEach(entity::header);
    return entity.body(answer.body());
  }
}
