package dev.handoff.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A problem where the actuator answers 404 and nothing more, such as for a part of the health that
 * is not there.
 */
@Component
final class MissingEndpoints extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getServletPath().startsWith("/actuator/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    boolean isEmpty = !response.isCommitted() && response.getContentType() == null;
    if (response.getStatus() == HttpServletResponse.SC_NOT_FOUND && isEmpty) {
      OpsRefusals.write(response, 404, "Not Found", "There is nothing at this path");
    }
  }
}
