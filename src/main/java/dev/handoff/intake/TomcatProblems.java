package dev.handoff.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Problem details for requests that Tomcat refuses before any of our code sees them. */
@Component
final class TomcatProblems implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve()));
  }

  private static final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      String body =
          "{\"type\":\"about:blank\",\"title\":\"Refused\",\"status\":"
              + status
              + ",\"detail\":\"The request is not one that an HTTP server can take\"}";
      try {
        response.setContentType(HttpAnswer.PROBLEM);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getReporter().write(body);
        response.finishResponse();
      } catch (IOException gone) {
        container.getLogger().debug("a refused client did not wait for the answer", gone);
      }
    }
  }
}
