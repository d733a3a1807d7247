package dev.handoff.operations;

import dev.handoff.testing.Gateway;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A program with the operators' login. */
public final class Operator {

  public static final Map<String, String> LOGIN =
      Map.of("Authorization", basic(Gateway.OPS_USER + ":" + Gateway.OPS_PASSWORD));

  private Operator() {}

  public static Gateway.Answer get(Gateway gateway, String path) {
    return gateway.send("GET", path, null, LOGIN);
  }

  public static Gateway.Answer post(Gateway gateway, String path, String json) {
    return gateway.send("POST", path, json, LOGIN);
  }

  static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  /** One sample of the Prometheus page; {@code labels} as the page sorts and writes them. */
  static double metric(Gateway gateway, String name, String labels) {
    String start = name + (labels.isEmpty() ? "" : "{" + labels + "}") + " ";
    return get(gateway, "/actuator/prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElse(Double.NaN);
  }
}
