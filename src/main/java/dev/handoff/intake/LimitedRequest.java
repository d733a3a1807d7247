package dev.handoff.intake;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
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
 * A request whose body ends at a limit. Where the raw bytes matter, parameters come from the query
 * alone, and a body that calls itself a form is bytes like any other: signatures cover bytes, and
 * not every sender of JSON says so.
 */
final class LimitedRequest extends HttpServletRequestWrapper {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final long limit;
  private final boolean raw;

  LimitedRequest(HttpServletRequest request, long limit, boolean raw) {
    super(request);
    this.limit = limit;
    this.raw = raw;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Counting(super.getInputStream(), limit);
  }

  @Override
  public @Nullable String getContentType() {
    String type = super.getContentType();
    return raw && type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM)
        ? "application/octet-stream"
        : type;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return raw ? query() : super.getParameterMap();
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return raw ? query().get(name) : super.getParameterValues(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return raw ? Collections.enumeration(query().keySet()) : super.getParameterNames();
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

  private static final class Counting extends ServletInputStream {

    private final ServletInputStream inner;
    private final long limit;
    private long count;

    Counting(ServletInputStream inner, long limit) {
      this.inner = inner;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = inner.read();
      if (value >= 0) {
        add(1);
      }
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = inner.read(buffer, offset, length);
      if (read > 0) {
        add(read);
      }
      return read;
    }

    private void add(int read) throws IOException {
      count += read;
      if (count > limit) {
        throw new BodyTooLargeException(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return inner.isFinished();
    }

    @Override
    public boolean isReady() {
      return inner.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      inner.setReadListener(listener);
    }
  }
}
