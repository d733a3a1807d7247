package dev.handoff.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The description of the HTTP interface (OpenAPI 3.1), and Swagger UI to read it and try it out.
 * Behind the operators' login, like everything that no chain of {@link SecurityConfiguration}
 * opens; nothing is loaded from elsewhere.
 */
@RestController
class ApiDocs {

  private static final String SOURCE = "openapi/gateway.yaml";
  private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/5.21.0/";

  /** Swagger UI sets styles by script only, and its icons are data. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  private static final String SANDBOX =
      "<p class=\"sandbox\" role=\"note\">Sandbox: no real Zoho is touched</p>\n";

  private final byte[] json;
  private final String page;

  ApiDocs(ObjectMapper json, Environment environment) throws IOException {
    boolean sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    this.page =
        new ClassPathResource("swagger/index.html")
            .getContentAsString(StandardCharsets.UTF_8)
            .replace("{sandbox}", sandbox ? SANDBOX : "");
    try (InputStream source = new ClassPathResource(SOURCE).getInputStream()) {
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(source);
      this.json = json.writeValueAsBytes(document);
    }
  }

  @GetMapping("/api-docs")
  ResponseEntity<byte[]> json() {
    return answer(MediaType.APPLICATION_JSON).body(json);
  }

  @GetMapping("/api-docs.yaml")
  ResponseEntity<Resource> yaml() {
    return answer(YAML).body(new ClassPathResource(SOURCE));
  }

  @GetMapping({"/swagger-ui", "/swagger-ui/", "/swagger-ui/index.html"})
  ResponseEntity<String> page() {
    return answer(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8)).body(page);
  }

  /** The parts of the page, by their names. */
  @GetMapping("/swagger-ui/{name}")
  ResponseEntity<Resource> part(@PathVariable String name) {
    return switch (name) {
      case "start.js" -> answer(script()).body(new ClassPathResource("swagger/start.js"));
      case "page.css" ->
          answer(new MediaType("text", "css")).body(new ClassPathResource("swagger/page.css"));
      case "swagger-ui-bundle.js" -> answer(script()).body(new ClassPathResource(WEBJAR + name));
      case "swagger-ui.css" ->
          answer(new MediaType("text", "css")).body(new ClassPathResource(WEBJAR + name));
      case "favicon-32x32.png" ->
          answer(MediaType.IMAGE_PNG).body(new ClassPathResource(WEBJAR + name));
      default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such page");
    };
  }

  private static MediaType script() {
    return new MediaType("application", "javascript", StandardCharsets.UTF_8);
  }

  private static ResponseEntity.BodyBuilder answer(MediaType type) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.noCache())
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
  }
}
