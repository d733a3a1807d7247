package dev.handoff.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hawtio's own settings as its jar brings them, but for the name that stands on each of its pages:
 * in the sandbox it says that nothing is real.
 */
@RestController
@Profile("sandbox")
class HawtioInSandbox {

  private static final String NAME = "Hawtio (sandbox: no real Zoho is touched)";

  private final byte[] settings;

  HawtioInSandbox(ObjectMapper json) throws IOException {
    try (InputStream theirs =
        new ClassPathResource("hawtio-static/hawtconfig.json").getInputStream()) {
      ObjectNode changed = (ObjectNode) json.readTree(theirs);
      changed.withObject("/branding").put("appName", NAME).put("showAppName", true);
      changed.withObject("/about").put("title", NAME);
      this.settings = json.writeValueAsBytes(changed);
    }
  }

  @GetMapping("/hawtio/hawtconfig.json")
  ResponseEntity<byte[]> settings() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .body(settings);
  }
}
