package dev.handoff.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a {@code multipart/form-data} body (RFC 7578), as far as SalesIQ reads them. */
record Multipart(List<Part> parts) {

  /** One part; its content byte by byte as Latin-1. */
  record Part(String head, String content) {

    String name() {
      return parameter("name");
    }

    String fileName() {
      return parameter("filename");
    }

    String type() {
      return first("(?im)^content-type:\\s*([^;\\r\\n]+)");
    }

    int size() {
      return content.length();
    }

    String text() {
      return utf8(content);
    }

    private String parameter(String name) {
      return first("(?i)[;\\s]" + name + "=\"?([^\";\\r\\n]*)");
    }

    private String first(String pattern) {
      Matcher found = Pattern.compile(pattern).matcher(head);
      return found.find() ? utf8(found.group(1).strip()) : "";
    }

    private static String utf8(String latin) {
      return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\";]+)");

  static Multipart of(Request request) {
    Matcher boundary = BOUNDARY.matcher(request.header("Content-Type"));
    List<Part> parts = new ArrayList<>();
    if (boundary.find()) {
      String body = "\r\n" + new String(request.body(), StandardCharsets.ISO_8859_1);
      for (String piece : body.split(Pattern.quote("\r\n--" + boundary.group(1)), -1)) {
        int end = piece.indexOf("\r\n\r\n");
        if (end >= 0) {
          parts.add(new Part(piece.substring(0, end), piece.substring(end + 4)));
        }
      }
    }
    return new Multipart(parts);
  }

  Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }
}
