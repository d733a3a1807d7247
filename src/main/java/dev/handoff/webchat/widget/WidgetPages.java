package dev.handoff.webchat.widget;

import dev.handoff.webchat.WidgetProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The widget's script, which any page may embed, and the page that shows it. */
@RestController
class WidgetPages {

  /** Nothing inline, nothing evaluated, nothing from elsewhere. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final MediaType SCRIPT =
      new MediaType("application", "javascript", StandardCharsets.UTF_8);
  private static final Duration CACHED = Duration.ofMinutes(10);

  private final WidgetScript script;
  private final WidgetProperties settings;
  private final boolean sandbox;

  WidgetPages(WidgetScript script, WidgetProperties settings, Environment environment) {
    this.script = script;
    this.settings = settings;
    this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  /** Compressed for whoever can read that; kept by browsers for ten minutes, then asked about. */
  @GetMapping("/widget.js")
  ResponseEntity<byte[]> script(
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
          @Nullable String encodings,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(isKnown(known) ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .header(HttpHeaders.ETAG, "W/" + script.tag())
            .cacheControl(CacheControl.maxAge(CACHED).cachePublic())
            .varyBy(HttpHeaders.ACCEPT_ENCODING)
            .header("Access-Control-Allow-Origin", "*")
            .header("Cross-Origin-Resource-Policy", "cross-origin")
            .header("X-Content-Type-Options", "nosniff");
    if (isKnown(known)) {
      return answer.build();
    }
    answer.contentType(SCRIPT);
    return readsGzip(encodings)
        ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(script.gzip())
        : answer.body(script.plain());
  }

  private boolean isKnown(@Nullable String tags) {
    return tags != null && (tags.strip().equals("*") || tags.contains(script.tag()));
  }

  private static boolean readsGzip(@Nullable String encodings) {
    return encodings != null
        && Arrays.stream(encodings.split(","))
            .map(encoding -> encoding.replace(" ", ""))
            .anyMatch(
                encoding ->
                    encoding.equals("gzip")
                        || (encoding.startsWith("gzip;q=")
                            && !encoding.matches("gzip;q=0(\\.0*)?")));
  }

  /** Open where it is switched on; that is the sandbox, unless said otherwise. */
  @GetMapping("/demo")
  ResponseEntity<Resource> demo() {
    return page(sandbox ? "sandbox.html" : "demo.html", MediaType.TEXT_HTML);
  }

  @GetMapping("/demo/demo.css")
  ResponseEntity<Resource> demoStyles() {
    return page("demo.css", new MediaType("text", "css"));
  }

  private ResponseEntity<Resource> page(String name, MediaType type) {
    if (!settings.demo()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "The demo page is switched off (handoff.widget.demo)");
    }
    return ResponseEntity.ok()
        .contentType(new MediaType(type, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .body(new ClassPathResource("demo/" + name));
  }
}
