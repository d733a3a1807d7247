package dev.handoff.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Marks requests whose path holds a key, so that Tomcat's access log leaves them out ({@code
 * server.tomcat.accesslog.condition-unless}).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnloggedPaths extends OncePerRequestFilter {

  private static final String MARK = "handoff.unlogged";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (KeyedPaths.isKeyed(request)) {
      request.setAttribute(MARK, true);
    }
    chain.doFilter(request, response);
  }
}
