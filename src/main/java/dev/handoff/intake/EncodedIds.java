package dev.handoff.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
 * refused, as Spring Security does by itself.
 */
@Component
final class EncodedIds
    implements HttpFirewall, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final String PATHS = "/api/contact-mappings/";

  private final HttpFirewall strict = new StrictHttpFirewall();
  private final HttpFirewall forIds = forIds();

  private static HttpFirewall forIds() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedDoubleSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowBackSlash(true);
    firewall.setAllowSemicolon(true);
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
    HttpFirewall firewall = request.getRequestURI().startsWith(PATHS) ? forIds : strict;
    return firewall.getFirewalledRequest(request);
  }

  @Override
  public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
    return strict.getFirewalledResponse(response);
  }
}
