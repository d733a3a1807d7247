package dev.handoff.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.stream.Stream;

/** The three servers that Zoho is, each under its own path of the one simulated port. */
public enum Side {
  @JsonProperty("accounts")
  ACCOUNTS("/accounts"),
  @JsonProperty("desk")
  DESK("/desk/api/v1"),
  @JsonProperty("salesiq")
  SALESIQ("/salesiq");

  private final String prefix;

  Side(String prefix) {
    this.prefix = prefix;
  }

  String prefix() {
    return prefix;
  }

  static Optional<Side> of(String path) {
    return Stream.of(values()).filter(side -> path.startsWith(side.prefix + "/")).findFirst();
  }
}
