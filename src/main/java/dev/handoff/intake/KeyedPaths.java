package dev.handoff.intake;

import jakarta.servlet.http.HttpServletRequest;

/** Paths that hold a key, which is their callers' only proof. */
public final class KeyedPaths {

  /** What the paths of Botpress's integration begin with; the key follows. */
  public static final String BOTPRESS = "/botpress/";

  private KeyedPaths() {}

  /** Whether the request's path holds a key. */
  static boolean isKeyed(HttpServletRequest request) {
    return decoded(request).startsWith(BOTPRESS) || request.getRequestURI().contains("botpress");
  }

  /** The path as it is matched: without escapes such as {@code %62}. */
  static String decoded(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }
}
