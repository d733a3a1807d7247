package dev.handoff.operations;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What a caller of {@code /ops/api/**} hears without the right login; never a login page. */
final class OpsRefusals implements AccessDeniedHandler {

  static final RequestMatcher PATHS =
      PathPatternRequestMatcher.withDefaults().matcher("/ops/api/**");

  private static final String PROBLEM =
      "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}";

  private final AccessDeniedHandler otherPaths = new AccessDeniedHandlerImpl();

  /** 401, with a challenge for programs; a page's script must not make the browser ask. */
  static void login(HttpServletResponse response, boolean script) throws IOException {
    if (!script) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"operations\"");
    }
    write(
        response, 401, "Unauthorized", "Log in as HANDOFF_OPS_USER, with HTTP Basic or at /login");
  }

  /** 403: logged in, but the request may come from a foreign page. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException, ServletException {
    if (!PATHS.matches(request)) {
      otherPaths.handle(request, response, denied);
      return;
    }
    String detail =
        "Send the value of the cookie XSRF-TOKEN as header X-XSRF-TOKEN; nothing was done";
    write(response, 403, "Forbidden", detail);
  }

  static void write(HttpServletResponse response, int status, String title, String detail)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response
        .getOutputStream()
        .write(PROBLEM.formatted(title, status, detail).getBytes(StandardCharsets.UTF_8));
  }
}
