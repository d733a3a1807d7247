package dev.handoff.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.SafeText;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call of the JSON API as it arrived: raw body and the headers that matter. */
public final class ApiRequest {

  private static final int LONGEST_KEY = 255;

  private final byte[] body;
  private final Map<String, Object> headers;

  public ApiRequest(byte @Nullable [] body, Map<String, Object> headers) {
    this.body = body == null ? new byte[0] : body;
    this.headers = headers;
  }

  /**
   * @throws RequestProblem 415 for another content type, 400 for what is not a JSON object
   */
  public JsonFields fields(ObjectMapper json) {
    return JsonFields.read(json, body, header("Content-Type"));
  }

  /** The caller's own trace; null for a call without one. */
  public @Nullable String ownTraceParent() {
    return TraceParents.given(header("traceparent"));
  }

  /** The caller's own trace, else a new one. */
  public String traceParent() {
    return TraceParents.continueOrStart(header("traceparent"));
  }

  /**
   * @throws RequestProblem 422 when the key is empty or too long
   */
  public @Nullable IdempotencyKey idempotencyKey(String operation) {
    return idempotencyKey(operation, "");
  }

  /**
   * The same for a call about something that its path names: with another one, the key counts as
   * used for something else.
   *
   * @throws RequestProblem 422 when the key is empty, too long or nothing that can be kept
   */
  public @Nullable IdempotencyKey idempotencyKey(String operation, String about) {
    String key = header("Idempotency-Key");
    if (key == null) {
      return null;
    }
    String safe = utf8(key).strip();
    if (safe.isEmpty() || safe.length() > LONGEST_KEY) {
      throw RequestProblem.rule(
          "Idempotency-Key has " + safe.length() + " characters (expected: 1 to 255)", List.of());
    }
    // What is taken out of it would make it the key of another call.
    if (!SafeText.of(safe).equals(safe)) {
      throw RequestProblem.rule(
          "Idempotency-Key has characters that cannot be kept (expected: UTF-8 without control"
              + " characters)",
          List.of());
    }
    return new IdempotencyKey(
        operation, safe, hash(about, JsonMeaning.of(body)), hash(about, body));
  }

  /** A header's bytes come as Latin-1 (RFC 9110, 5.5); most who send others mean UTF-8. */
  private static String utf8(String header) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(header)))
          .toString();
    } catch (CharacterCodingException asItIs) {
      return header;
    }
  }

  private static String hash(String about, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(about.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  private @Nullable String header(String name) {
    Object value = headers.get(name);
    return value == null ? null : String.valueOf(value);
  }
}
