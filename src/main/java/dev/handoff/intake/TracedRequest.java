package dev.handoff.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is itself a span: whoever reads its {@code traceparent} continues that one. */
final class TracedRequest extends HttpServletRequestWrapper {

  static final String HEADER = "traceparent";

  private final String traceParent;

  TracedRequest(HttpServletRequest request, String traceParent) {
    super(request);
    this.traceParent = traceParent;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return HEADER.equalsIgnoreCase(name) ? traceParent : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return HEADER.equalsIgnoreCase(name)
        ? Collections.enumeration(List.of(traceParent))
        : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = new ArrayList<>(Collections.list(super.getHeaderNames()));
    if (names.stream().noneMatch(HEADER::equalsIgnoreCase)) {
      names.add(HEADER);
    }
    return Collections.enumeration(names);
  }
}
