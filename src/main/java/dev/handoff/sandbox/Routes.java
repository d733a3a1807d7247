package dev.handoff.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paths one side knows; the first that fits is taken, so literal paths are added before those
 * with variables.
 *
 * <p>A path that is known under another method only is told apart from an unknown one.
 */
final class Routes {

  /** Answers one request; {@code path} holds the values of the path's variables. */
  @FunctionalInterface
  interface Handler {
    Answer answer(Request request, Map<String, String> path);
  }

  /** A route with the values that the path gave its variables. */
  record Match(Route route, Map<String, String> path) {}

  /**
   * A known path.
   *
   * @param scopes all of these are needed; alternatives within one are separated by a bar
   * @param query the query keys that are allowed
   */
  record Route(
      String method,
      Pattern pattern,
      Set<String> scopes,
      Set<String> query,
      List<String> variables,
      Handler handler) {}

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private final List<Route> routes = new ArrayList<>();

  Routes add(
      String method, String template, Set<String> scopes, Set<String> query, Handler handler) {
    List<String> variables =
        VARIABLE.matcher(template).results().map(found -> found.group(1)).toList();
    Pattern pattern = Pattern.compile(VARIABLE.matcher(template).replaceAll("([^/]+)"));
    routes.add(new Route(method, pattern, scopes, query, variables, handler));
    return this;
  }

  /** Finds the route, or throws what {@code unknownPath} or {@code wrongMethod} makes. */
  Match find(Request request, Supplier<Refusal> unknownPath, Supplier<Refusal> wrongMethod) {
    boolean pathKnown = false;
    for (Route route : routes) {
      Matcher matcher = route.pattern().matcher(request.path());
      if (matcher.matches()) {
        if (route.method().equals(request.method())) {
          return new Match(route, values(route, matcher));
        }
        pathKnown = true;
      }
    }
    throw pathKnown ? wrongMethod.get() : unknownPath.get();
  }

  private static Map<String, String> values(Route route, Matcher matcher) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < route.variables().size(); i++) {
      values.put(route.variables().get(i), matcher.group(i + 1));
    }
    return values;
  }
}
