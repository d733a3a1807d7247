package dev.handoff.webchat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request of a chat that is refused; becomes RFC 9457's problem. */
public final class ChatProblem extends ErrorResponseException {

  private static final String RETRY_AFTER = "Retry-After";

  private ChatProblem(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  private ChatProblem(HttpStatus status, String detail, int retrySeconds) {
    this(status, detail);
    getHeaders().set(RETRY_AFTER, String.valueOf(retrySeconds));
  }

  /** 400: not of the right form. */
  static ChatProblem malformed(String detail) {
    return new ChatProblem(HttpStatus.BAD_REQUEST, detail);
  }

  /** 401: no credential, or one that opens nothing. */
  static ChatProblem unauthorized(String detail) {
    ChatProblem problem = new ChatProblem(HttpStatus.UNAUTHORIZED, detail);
    problem.getHeaders().set("WWW-Authenticate", "Bearer");
    return problem;
  }

  /** 403: a credential that opens something else. */
  static ChatProblem forbidden(String detail) {
    return new ChatProblem(HttpStatus.FORBIDDEN, detail);
  }

  /** 422: well-formed, but it breaks a rule. */
  static ChatProblem rule(String detail) {
    return new ChatProblem(HttpStatus.UNPROCESSABLE_ENTITY, detail);
  }

  /** 429: too much of one caller. */
  static ChatProblem tooMany(String detail, int retrySeconds) {
    return new ChatProblem(HttpStatus.TOO_MANY_REQUESTS, detail, retrySeconds);
  }

  /** 503: not now. */
  static ChatProblem unavailable(String detail, int retrySeconds) {
    return new ChatProblem(HttpStatus.SERVICE_UNAVAILABLE, detail, retrySeconds);
  }

  /** Writes it where no controller would: in a filter. */
  void write(HttpServletResponse response, ObjectMapper json) throws IOException {
    response.setStatus(getStatusCode().value());
    getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(getBody()));
  }
}
