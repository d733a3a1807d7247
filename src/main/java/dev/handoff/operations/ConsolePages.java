package dev.handoff.operations;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
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

/**
 * The console: one page whose script shows what its address names, so that addresses can be kept
 * and sent to others. The charts are drawn by Chart.js as its WebJar brings it.
 */
@RestController
class ConsolePages {

  /** Nothing inline, nothing evaluated, nothing from elsewhere. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Map<String, MediaType> TYPES =
      Map.of(
          "js",
          new MediaType("text", "javascript", StandardCharsets.UTF_8),
          "css",
          new MediaType("text", "css", StandardCharsets.UTF_8));

  private static final String CHARTS = "chart.js";

  private final Resource charts;

  ConsolePages() throws IOException {
    this.charts = charts();
  }

  /** Where it lies depends on its version, which the WebJar tells. */
  private static Resource charts() throws IOException {
    Properties told = new Properties();
    try (InputStream in =
        new ClassPathResource("META-INF/maven/org.webjars.npm/chart.js/pom.properties")
            .getInputStream()) {
      told.load(in);
    }
    return new ClassPathResource(
        "META-INF/resources/webjars/chart.js/"
            + told.getProperty("version")
            + "/dist/chart.umd.min.js");
  }

  @GetMapping("/")
  ResponseEntity<Void> start() {
    return ResponseEntity.status(HttpStatus.FOUND).header("Location", "/console").build();
  }

  @GetMapping({"/console", "/console/", "/console/{page}", "/console/{page}/{id}"})
  ResponseEntity<Resource> page() {
    return asset(
        new ClassPathResource("console/index.html"),
        new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8),
        CacheControl.noStore());
  }

  /** Browsers ask each time whether it has changed. */
  @GetMapping("/console/assets/{name}")
  ResponseEntity<Resource> asset(@PathVariable String name) {
    Resource file = name.equals(CHARTS) ? charts : new ClassPathResource("console/assets/" + name);
    MediaType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !name.matches("[a-z-]+\\.[a-z]+") || !file.exists()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "The console has no such file");
    }
    return asset(file, type, CacheControl.noCache());
  }

  private static ResponseEntity<Resource> asset(Resource file, MediaType type, CacheControl kept) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(kept)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .body(file);
  }
}
