package dev.handoff.intake;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A request whose body was read already. Parameters come from the query alone, and a body that
 * calls itself a form, in one part or many, is bytes like any other: signatures cover bytes, and
 * not every sender of JSON says that it is JSON.
 */
final class BufferedRequest extends HttpServletRequestWrapper {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PARTS = "multipart/";

  private final byte[] body;

  BufferedRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Buffered(body);
  }

  /** In the request's own encoding, else UTF-8; Camel reads bodies of GET requests this way. */
  @Override
  public BufferedReader getReader() throws UnsupportedEncodingException {
    String encoding = getCharacterEncoding();
    String charset = encoding == null ? StandardCharsets.UTF_8.name() : encoding;
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  @Override
  public @Nullable String getContentType() {
    String type = super.getContentType();
    return type != null && isForm(type.toLowerCase(Locale.ROOT))
        ? "application/octet-stream"
        : type;
  }

  private static boolean isForm(String type) {
    return type.startsWith(FORM) || type.startsWith(PARTS);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return query();
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return query().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(query().keySet());
  }

  private Map<String, String[]> query() {
    Map<String, String[]> parameters = new LinkedHashMap<>();
    UriComponentsBuilder.newInstance()
        .query(getQueryString())
        .build()
        .getQueryParams()
        .forEach((name, values) -> parameters.put(decode(name), decode(values)));
    return parameters;
  }

  private static String[] decode(List<@Nullable String> values) {
    return values.stream().map(value -> value == null ? "" : decode(value)).toArray(String[]::new);
  }

  /** A broken escape stays as it came. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return text;
    }
  }

  private static final class Buffered extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Buffered(byte[] body) {
      this.bytes = new ByteArrayInputStream(body);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is here already; read it");
    }
  }
}
