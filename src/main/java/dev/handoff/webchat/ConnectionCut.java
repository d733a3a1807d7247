package dev.handoff.webchat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Closes a connection at once. The servlet API can only end an answer in good order, for which
 * Tomcat waits until the reader has taken what was sent, with a thread.
 */
@Component
final class ConnectionCut implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final String ATTRIBUTE = ConnectionCut.class.getName();

  /** What closes this request's connection. */
  static Runnable of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Runnable cut ? cut : () -> {};
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(context -> context.getPipeline().addValve(new Handle()));
  }

  private static final class Handle extends ValveBase {

    private static final String STREAM = "/stream";

    Handle() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if (request.getRequestURI().endsWith(STREAM)) {
        Runnable cut = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        request.setAttribute(ATTRIBUTE, cut);
      }
      getNext().invoke(request, response);
    }
  }
}
