package dev.handoff.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;

/**
 * Ids of others in a path may hold any character, percent-encoded; below {@link #PATHS} that is not
 * taken for an attack. Everywhere else an encoded slash, backslash, semicolon or percent sign is
 * refused, as Spring Security does by itself; so is, below them too, a bare semicolon or a segment
 * of dots, encoded or not: Tomcat would take it for a way up and out of these paths.
 *
 * <p>Header values are taken as RFC 9110 (5.5) has them, with all bytes but control characters, and
 * names of parameters as they come: a proxy may add a city in UTF-8, which is nobody's attack.
 */
@Component
final class EncodedIds
    implements HttpFirewall, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final List<String> PATHS =
      List.of("/api/contact-mappings/", "/api/chat/sessions/");

  /** Ends a path's segment and begins its parameters (RFC 3986, section 3.3). */
  private static final char PARAMETERS = ';';

  private static final char DELETE = 0x7f;

  private static final Pattern DOTS = Pattern.compile("(?i)/(\\.|%2e){1,2}(?=/|$)");

  private final HttpFirewall strict = strict();
  private final HttpFirewall forIds = forIds();

  private static StrictHttpFirewall strict() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderValues(
        value -> value.chars().allMatch(each -> each == '\t' || (each >= ' ' && each != DELETE)));
    firewall.setAllowedParameterNames(name -> true);
    return firewall;
  }

  private static HttpFirewall forIds() {
    StrictHttpFirewall firewall = strict();
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedDoubleSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowBackSlash(true);
    firewall.setAllowSemicolon(true);
    firewall.setAllowUrlEncodedLineFeed(true);
    firewall.setAllowUrlEncodedCarriageReturn(true);
    firewall.setAllowUrlEncodedLineSeparator(true);
    firewall.setAllowUrlEncodedParagraphSeparator(true);
    return firewall;
  }

  /** Tomcat refuses these before anybody else sees them, or takes them for the path's own. */
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addConnectorCustomizers(
        connector -> {
          connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
          connector.setEncodedReverseSolidusHandling(
              EncodedSolidusHandling.PASS_THROUGH.getValue());
        });
  }

  @Override
  public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
    return (staysBelow(request) ? forIds : strict).getFirewalledRequest(request);
  }

  /** As it was sent, and as Tomcat made it of that. */
  private static boolean staysBelow(HttpServletRequest request) {
    String sent = request.getRequestURI();
    return sent.indexOf(PARAMETERS) < 0
        && !DOTS.matcher(sent).find()
        && PATHS.stream()
            .anyMatch(path -> sent.startsWith(path) && request.getServletPath().startsWith(path));
  }

  @Override
  public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
    return strict.getFirewalledResponse(response);
  }
}
