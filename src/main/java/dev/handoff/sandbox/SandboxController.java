package dev.handoff.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The window into the simulated Zoho, and its fault switches.
 *
 * <p>Open to anybody who reaches the gateway in this profile. Whatever changes something wants
 * {@code application/json} or a method that no form has, so that other sites cannot post to it.
 */
@RestController
@Profile(SandboxEnvironment.PROFILE)
@RequestMapping("/sandbox")
final class SandboxController {

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String EXPECTED =
      "Expected a JSON object with kind (one of %s) and, where wanted, side (accounts, desk,"
          + " salesiq), method, path (a regular expression), times (0 is for ever), probability,"
          + " status, headers, body, code, delayMillis";

  private final SimulatedZoho zoho;

  SandboxController(SimulatedZoho zoho) {
    this.zoho = zoho;
  }

  @GetMapping
  ResponseEntity<Resource> page() {
    return asset("sandbox.html", "text/html;charset=UTF-8");
  }

  @GetMapping("/sandbox.css")
  ResponseEntity<Resource> style() {
    return asset("sandbox.css", "text/css;charset=UTF-8");
  }

  @GetMapping("/sandbox.js")
  ResponseEntity<Resource> script() {
    return asset("sandbox.js", "text/javascript;charset=UTF-8");
  }

  @GetMapping("/api/state")
  ObjectNode state() {
    return SandboxState.of(zoho);
  }

  @GetMapping("/api/faults")
  List<Faults.Active> faults() {
    return zoho.faults().list();
  }

  @PostMapping(path = "/api/faults", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Long> addFault(@RequestBody String json) throws JsonProcessingException {
    JsonNode given = Json.MAPPER.readTree(json);
    JsonNode object = given.isObject() ? given : Json.object();
    Fault fault = Json.MAPPER.treeToValue(object, Fault.class);
    return Map.of("id", zoho.faults().add(fault));
  }

  @DeleteMapping("/api/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clearFaults() {
    zoho.faults().clear();
  }

  @DeleteMapping("/api/faults/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeFault(@PathVariable long id) {
    zoho.faults().remove(id);
  }

  @PostMapping(path = "/api/expire-tokens", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void expireTokens() {
    zoho.expireAllTokens();
  }

  @PostMapping(path = "/api/reset", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset() {
    zoho.reset();
  }

  /** The person on Zoho's side writes. */
  @PostMapping(
      path = "/api/conversations/{id}/messages",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void say(@PathVariable String id, @RequestBody Line line) {
    zoho.operatorSays(id, line.text());
  }

  /** The conversation ends: completed by the operator, or missed when nobody had taken it. */
  @PostMapping(path = "/api/conversations/{id}/end", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(@PathVariable String id) {
    zoho.endConversation(id, "system");
  }

  /** An agent answers on a ticket, with a public comment. */
  @PostMapping(path = "/api/tickets/{id}/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void comment(@PathVariable String id, @RequestBody Line line) {
    zoho.deskAgent().comments(id, line.text(), "plainText", true);
  }

  /** An agent closes a ticket. */
  @PostMapping(path = "/api/tickets/{id}/end", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void close(@PathVariable String id) {
    zoho.deskAgent().sets(id, "Closed", "Closed");
  }

  /** What an operator or agent writes. */
  record Line(String text) {

    Line {
      if (text == null || text.isBlank()) {
        throw new IllegalArgumentException("text: " + text + " (expected: something to say)");
      }
    }
  }

  @ExceptionHandler(JsonProcessingException.class)
  ProblemDetail notAFault(JsonProcessingException problem) {
    String reason =
        problem.getCause() instanceof IllegalArgumentException broken
            ? broken.getMessage() + ". "
            : "";
    return refused("Not a fault", reason + EXPECTED.formatted(kinds()));
  }

  @ExceptionHandler(IllegalArgumentException.class)
  ProblemDetail notKnown(IllegalArgumentException problem) {
    return refused("Not known", String.valueOf(problem.getMessage()));
  }

  private static ProblemDetail refused(String title, String detail) {
    ProblemDetail refused =
        ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, detail);
    refused.setTitle(title);
    return refused;
  }

  private static String kinds() {
    return String.join(
        ", ",
        List.of(Fault.Kind.values()).stream()
            .map(kind -> Json.MAPPER.convertValue(kind, String.class))
            .toList());
  }

  private static ResponseEntity<Resource> asset(String name, String type) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .body(new ClassPathResource("sandbox/" + name));
  }
}
