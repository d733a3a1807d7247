package dev.handoff.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads no body of a webhook or an API call beyond the limit, whether its length was announced or
 * not, and hands it on as it came.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class BodyLimit extends OncePerRequestFilter {

  /** At its start, Hawtio asks in one request whether each operation of each MBean may be used. */
  private static final long JOLOKIA = DataSize.ofMegabytes(16).toBytes();

  private final long limit;
  private final HttpAnswerWriter answers;

  BodyLimit(@Value("${handoff.http.max-body:1MB}") DataSize limit, HttpAnswerWriter answers) {
    this.limit = limit.toBytes();
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = KeyedPaths.decoded(request);
    if (request.getContentLengthLong() > (isJolokia(path) ? Math.max(limit, JOLOKIA) : limit)) {
      refuse(response);
      return;
    }
    if (!isRaw(path)) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes((int) limit + 1);
    if (body.length > limit) {
      refuse(response);
      return;
    }
    chain.doFilter(new BufferedRequest(request, body), response);
  }

  /**
   * Whether the path is a webhook's, a bot platform's, the API's, the widget's or the operators'
   * API's.
   */
  static boolean isRaw(String path) {
    return path.startsWith("/webhook/")
        || path.startsWith("/api/")
        || path.startsWith(KeyedPaths.BOTPRESS)
        || path.startsWith("/widget/")
        || path.startsWith("/ops/api/");
  }

  private static boolean isJolokia(String path) {
    return path.startsWith("/hawtio/jolokia") || path.startsWith("/jolokia");
  }

  private void refuse(HttpServletResponse response) throws IOException {
    String detail = "The body is larger than " + limit + " bytes (handoff.http.max-body)";
    answers.write(Problems.of(413, "Content too large", detail, List.of()), response);
  }
}
