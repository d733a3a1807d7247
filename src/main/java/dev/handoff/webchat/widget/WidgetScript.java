package dev.handoff.webchat.widget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The widget as one script: its parts in the order in which they need each other, with styles and
 * texts as values, in a scope of its own. Put together and compressed once, at the start.
 */
@Component
final class WidgetScript {

  /** The languages there are texts for. */
  static final List<String> LANGUAGES = List.of("en", "fr", "de", "es", "ar");

  private static final String FOLDER = "widget/";

  /** A class must be known before another one is made from it; {@code widget} starts everything. */
  private static final List<String> PARTS =
      List.of(
          "dom",
          "language",
          "store",
          "gateway",
          "connection",
          "outbox",
          "conversation",
          "forms",
          "panel",
          "widget");

  private final byte[] plain;
  private final byte[] gzip;
  private final String tag;

  WidgetScript(ObjectMapper json, Environment environment) {
    boolean sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    this.plain = assemble(json, sandbox).getBytes(StandardCharsets.UTF_8);
    this.gzip = compress(plain);
    this.tag = "\"" + hash(plain) + "\"";
  }

  byte[] plain() {
    return plain.clone();
  }

  byte[] gzip() {
    return gzip.clone();
  }

  /** A strong entity tag (RFC 9110, section 8.8.3), of the plain form. */
  String tag() {
    return tag;
  }

  private static String assemble(ObjectMapper json, boolean sandbox) {
    StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
    script.append("const STYLES = ").append(write(json, read("widget.css"))).append(";\n");
    script.append("const TEXTS = ").append(write(json, texts(json))).append(";\n");
    script.append("const SANDBOX = ").append(sandbox).append(";\n");
    PARTS.forEach(part -> script.append(read(part + ".js")).append('\n'));
    return script.append("})();\n").toString();
  }

  private static ObjectNode texts(ObjectMapper json) {
    ObjectNode texts = json.createObjectNode();
    LANGUAGES.forEach(language -> texts.set(language, tree(json, "texts/" + language + ".json")));
    return texts;
  }

  private static JsonNode tree(ObjectMapper json, String file) {
    try {
      return json.readTree(read(file));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(FOLDER + file + " is not JSON", e);
    }
  }

  private static String write(ObjectMapper json, Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the widget cannot be put together", e);
    }
  }

  private static String read(String file) {
    try {
      return new ClassPathResource(FOLDER + file).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FOLDER + file + " cannot be read", e);
    }
  }

  private static byte[] compress(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
