package dev.handoff.operations;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** 405 for methods that Spring Security lets nobody use, such as TRACE; 400 for all else. */
@Component
final class UnknownMethods implements RequestRejectedHandler {

  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final RequestRejectedHandler others = new HttpStatusRequestRejectedHandler();

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
      throws IOException, ServletException {
    if (KNOWN.contains(request.getMethod())) {
      others.handle(request, response, rejected);
      return;
    }
    if (!response.containsHeader("Allow")) {
      response.setHeader("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
    }
    OpsRefusals.write(
        response, 405, "Method Not Allowed", "No path of this gateway knows this method");
  }
}
