package dev.handoff.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The port opens before the routes run and closes after they have stopped. What comes in between is
 * told to come again, never that there is nothing at its path.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class ServingHours extends OncePerRequestFilter {

  private final ApplicationAvailability availability;
  private final HttpAnswerWriter answers;

  ServingHours(ApplicationAvailability availability, HttpAnswerWriter answers) {
    this.availability = availability;
    this.answers = answers;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !BodyLimit.isRaw(KeyedPaths.decoded(request))
        || availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String detail =
        "The gateway is starting or stopping and nothing was done. Send the request again.";
    HttpAnswer problem = Problems.of(503, "Service unavailable", detail, List.of());
    answers.write(problem.with("Retry-After", "5"), response);
  }
}
