package dev.handoff.intake;

import dev.handoff.handoff.HandoffId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes nothing because something is wrong with it; becomes RFC 9457's problem.
 */
public final class RequestProblem extends RuntimeException {

  private final int status;
  private final String title;
  private final List<FieldProblem> fields;
  private final @Nullable HandoffId handoff;

  private RequestProblem(int status, String title, String detail, List<FieldProblem> fields) {
    super(detail);
    this.status = status;
    this.title = title;
    this.fields = List.copyOf(fields);
    this.handoff = null;
  }

  private RequestProblem(RequestProblem problem, @Nullable HandoffId handoff) {
    super(problem.getMessage());
    this.status = problem.status;
    this.title = problem.title;
    this.fields = problem.fields;
    this.handoff = handoff;
  }

  /** The same problem, with a request about that handoff. */
  public RequestProblem about(@Nullable HandoffId which) {
    return new RequestProblem(this, which);
  }

  /** 400: not JSON, or not of the right types. */
  public static RequestProblem malformed(String detail, List<FieldProblem> fields) {
    return new RequestProblem(400, "Malformed request", detail, fields);
  }

  /** 422: well-formed, but it breaks a rule. */
  public static RequestProblem rule(String detail, List<FieldProblem> fields) {
    return new RequestProblem(422, "Request breaks a rule", detail, fields);
  }

  /** 404: nothing of that name. */
  public static RequestProblem notFound(String detail) {
    return new RequestProblem(404, "Not found", detail, List.of());
  }

  /** 404: what a field of the request names is not there. */
  public static RequestProblem notFound(String detail, List<FieldProblem> fields) {
    return new RequestProblem(404, "Not found", detail, fields);
  }

  /** 409: not in this state. */
  public static RequestProblem conflict(String detail) {
    return new RequestProblem(409, "Not in this state", detail, List.of());
  }

  /** 413: more than is read at once. */
  public static RequestProblem tooLarge(String detail) {
    return new RequestProblem(413, "Content too large", detail, List.of());
  }

  /** 415: a content type that is not read here. */
  public static RequestProblem unsupportedType(String detail) {
    return new RequestProblem(415, "Unsupported media type", detail, List.of());
  }

  /** 401: a credential is missing. */
  public static RequestProblem unauthorized(String detail) {
    return new RequestProblem(401, "Unauthorized", detail, List.of());
  }

  /** 403: a credential is wrong. */
  public static RequestProblem forbidden(String detail) {
    return new RequestProblem(403, "Forbidden", detail, List.of());
  }

  /** 503: what is needed to decide is not there now. */
  public static RequestProblem unavailable(String detail) {
    return new RequestProblem(503, "Service unavailable", detail, List.of());
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  public List<FieldProblem> fields() {
    return fields;
  }

  /** The handoff that the request is about, where there is one. */
  public @Nullable HandoffId handoff() {
    return handoff;
  }
}
