package dev.handoff.webchat;

import dev.handoff.handoff.FaultText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** From what fails in this room to problem details; what is inside stays inside. */
@RestControllerAdvice(basePackageClasses = ChatProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ChatProblems {

  private static final Logger log = LoggerFactory.getLogger(ChatProblems.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ChatProblem problem) {
    return answer(problem);
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> storeFails(RuntimeException failure) {
    log.error("the store cannot serve a chat: {}", FaultText.of(failure));
    return answer(
        ChatProblem.unavailable("The database gave no answer. Send the same request again.", 5));
  }

  private static ResponseEntity<ProblemDetail> answer(ErrorResponse problem) {
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.getBody());
  }
}
