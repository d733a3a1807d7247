package dev.handoff.testing;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** A command of the jar logs errors only, and levels belong to the whole process. */
public final class Logs {

  private Logs() {}

  /** As before a command ran in this process. */
  public static void loudAgain() {
    LoggingSystem.get(Logs.class.getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
  }
}
