package dev.handoff.intake;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Problem details for what fails outside the routes: unknown paths, wrong methods, overload. */
@RestController
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class WebProblems implements ErrorController {

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Object> error(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int status = code instanceof Integer number ? number : 404;
    return problem(status, detail(status));
  }

  @ExceptionHandler(RejectedExecutionException.class)
  ResponseEntity<Object> overload() {
    return problem(503, "All places are taken and nothing was done. Send the request again.");
  }

  /** Without the path, which may hold a key. */
  @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
  ResponseEntity<Object> otherMethod(HttpRequestMethodNotSupportedException refused) {
    ResponseEntity<Object> answer = problem(405, detail(405));
    return ResponseEntity.status(answer.getStatusCode())
        .headers(refused.getHeaders())
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }

  @ExceptionHandler(NoResourceFoundException.class)
  ResponseEntity<Object> unknownPath() {
    return problem(404, detail(404));
  }

  private static ResponseEntity<Object> problem(int status, String detail) {
    HttpStatus known = HttpStatus.resolve(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (status == 503) {
      answer.header("Retry-After", "5");
    }
    return answer.body(Problems.of(status, title, detail, List.of()).body());
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "There is nothing at this path";
      case 405 -> "This path does not answer to this method";
      case 400 -> "The request cannot be read";
      case 413 -> "The body is too large";
      case 415 -> "The content type is not read here";
      default -> "The request failed with status " + status;
    };
  }
}
