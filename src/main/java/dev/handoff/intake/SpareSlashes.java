package dev.handoff.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the paths of Botpress's integration without slashes that say nothing: it sets its paths
 * behind the address that a team typed, and that may end with one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class SpareSlashes extends OncePerRequestFilter {

  private static final Pattern DOUBLE = Pattern.compile("/{2,}");

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(KeyedPaths.BOTPRESS);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new Tidy(request), response);
  }

  private static final class Tidy extends HttpServletRequestWrapper {

    Tidy(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRequestURI() {
      return tidy(super.getRequestURI());
    }

    @Override
    public String getServletPath() {
      return tidy(super.getServletPath());
    }

    @Override
    public @Nullable String getPathInfo() {
      String path = super.getPathInfo();
      return path == null ? null : tidy(path);
    }

    private static String tidy(String path) {
      String one = DOUBLE.matcher(path).replaceAll("/");
      return one.length() > 1 && one.endsWith("/") ? one.substring(0, one.length() - 1) : one;
    }
  }
}
