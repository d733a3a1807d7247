package dev.handoff.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP request as it was received.
 *
 * @param path the decoded path, within its side once {@link #within} was called
 * @param rawQuery the query as sent, without the question mark; empty when there was none
 * @param headers by name, in any case; repeated headers are joined with commas
 */
record Request(
    String method, String path, String rawQuery, Map<String, String> headers, byte[] body) {

  static Request of(String method, String target, Map<String, String> headers, byte[] body) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    return new Request(
        method,
        decode(path.replace("+", "%2B")),
        question < 0 ? "" : target.substring(question + 1),
        Collections.unmodifiableMap(byName),
        body);
  }

  Request within(Side side) {
    return new Request(method, path.substring(side.prefix().length()), rawQuery, headers, body);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  Map<String, String> query() {
    return pairs(rawQuery);
  }

  /** Query and form body together, as Zoho Accounts reads them; the body wins. */
  Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>(query());
    if (header("Content-Type").startsWith("application/x-www-form-urlencoded")) {
      all.putAll(pairs(text()));
    }
    return all;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static Map<String, String> pairs(String encoded) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        pairs.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }
}
