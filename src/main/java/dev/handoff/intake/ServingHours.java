package dev.handoff.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
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
  private final ObjectMapper json;

  ServingHours(ApplicationAvailability availability, ObjectMapper json) {
    this.availability = availability;
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !BodyLimit.isRaw(request.getRequestURI())
        || availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpAnswer problem =
        Problems.of(
            503,
            "Service unavailable",
            "The gateway is starting or stopping and nothing was done. Send the request again.",
            List.of());
    response.setStatus(problem.status());
    response.setHeader("Retry-After", "5");
    response.setContentType(problem.contentType());
    json.writeValue(response.getOutputStream(), problem.body());
  }
}
