package dev.handoff.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Audit;
import dev.handoff.handoff.FaultText;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/**
 * What people change through Hawtio and Jolokia is in the audit: operations of MBeans and
 * attributes that are set, by name and without values. Operations that only look are not, and the
 * gateway's own MBeans write about their acts themselves.
 */
@Component
@Order(0)
final class JolokiaAudit extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(JolokiaAudit.class);

  private static final int LONGEST_BODY = 1 << 20;
  private static final String OWN = "dev.handoff:";
  private static final Pattern LOOKS =
      Pattern.compile("(dump|get|list|is|has|browse|find|explain|show|count|search|read|check).*");

  private final ObjectMapper json;
  private final Audit audit;

  JolokiaAudit(ObjectMapper json, Audit audit) {
    this.json = json;
    this.audit = audit;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().contains("/jolokia");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingRequestWrapper seen = new ContentCachingRequestWrapper(request, LONGEST_BODY);
    chain.doFilter(seen, response);
    if (response.getStatus() / 100 == 2) {
      note(request.getRequestURI(), seen.getContentAsByteArray());
    }
  }

  private void note(String path, byte[] body) {
    try {
      List<String> parts = List.of(path.substring(path.indexOf("/jolokia") + 8).split("(?<!!)/"));
      if (parts.size() > 3) {
        note(parts.get(1), parts.get(2), parts.get(3));
      }
      JsonNode asked = json.readTree(body);
      (asked.isArray() ? StreamSupport.stream(asked.spliterator(), false).toList() : List.of(asked))
          .forEach(
              each ->
                  note(
                      each.path("type").asText(),
                      each.path("mbean").asText(),
                      each.path("operation").asText(each.path("attribute").asText())));
    } catch (IOException | RuntimeException e) {
      log.error("what was done through Jolokia is not in the audit: {}", FaultText.of(e));
    }
  }

  private void note(String type, String bean, String name) {
    boolean acts = type.equals("exec") && !LOOKS.matcher(name).matches();
    if ((acts || type.equals("write")) && !bean.startsWith(OWN)) {
      audit.note(DeadLetterActs.TENANT, DeadLetterActs.who(), "jmx-" + type, bean, name);
    }
  }
}
