package dev.handoff.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Where people log in; needs no script. */
@RestController
class LoginPage {

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static final String SANDBOX =
      "Sandbox: no real Zoho is touched. The login stands in the gateway's start message.";

  private final String page;
  private final boolean sandbox;

  LoginPage(Environment environment) throws IOException {
    this.page =
        new ClassPathResource("console/login.html").getContentAsString(StandardCharsets.UTF_8);
    this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  @GetMapping("/login")
  ResponseEntity<String> page(HttpServletRequest request, CsrfToken csrf) {
    boolean wrong = request.getParameter("error") != null;
    String note = wrong ? "Name or password is not right." : "";
    if (request.getParameter("logout") != null) {
      note = "You are logged out.";
    }
    String html =
        page.replace("{csrf}", HtmlUtils.htmlEscape(csrf.getToken()))
            .replace("{note}", note)
            .replace("{role}", wrong ? "alert" : "status")
            .replace("{sandbox}", sandbox ? SANDBOX : "");
    return with(MediaType.TEXT_HTML).cacheControl(CacheControl.noStore()).body(html);
  }

  @GetMapping("/login.css")
  ResponseEntity<Resource> style() {
    return with(new MediaType("text", "css"))
        .cacheControl(CacheControl.noCache())
        .body(new ClassPathResource("console/login.css"));
  }

  private static ResponseEntity.BodyBuilder with(MediaType type) {
    return ResponseEntity.ok()
        .contentType(new MediaType(type, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff");
  }
}
