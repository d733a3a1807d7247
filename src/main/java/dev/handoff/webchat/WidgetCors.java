package dev.handoff.webchat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/** Which pages of other sites browsers let in, by {@code handoff.widget.origins}. */
public final class WidgetCors {

  private static final long REMEMBERED_SECONDS = 600;

  private static final String NOT_FROM_THERE =
      "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Pages of this"
          + " origin may not do that here (handoff.widget.origins)\"}";

  private WidgetCors() {}

  /** A filter that answers preflight requests, and refuses (403) pages of origins not listed. */
  public static CorsFilter filter(WidgetProperties settings, List<String> methods) {
    CorsConfiguration rules = new CorsConfiguration();
    rules.setAllowedOrigins(settings.origins());
    rules.setAllowedMethods(methods);
    rules.setAllowedHeaders(
        List.of("Authorization", "Content-Type", "Last-Event-ID", "Cache-Control"));
    rules.setExposedHeaders(List.of("Retry-After"));
    rules.setMaxAge(REMEMBERED_SECONDS);
    CorsFilter filter = new CorsFilter(request -> isOwnPage(request) ? null : rules);
    filter.setCorsProcessor(new Refusing());
    return filter;
  }

  /**
   * A page of this host itself, though a proxy before it may have taken TLS away; such a page needs
   * no leave, and gets none.
   */
  private static boolean isOwnPage(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    return origin != null && host != null && origin.endsWith("://" + host);
  }

  private static final class Refusing extends DefaultCorsProcessor {

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
      response.setStatusCode(HttpStatus.FORBIDDEN);
      response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
      response.getBody().write(NOT_FROM_THERE.getBytes(StandardCharsets.UTF_8));
      response.flush();
    }
  }
}
