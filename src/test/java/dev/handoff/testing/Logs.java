package dev.handoff.testing;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.core.env.StandardEnvironment;

/**
 * A command of the jar logs errors only or nothing, and both levels and Spring Boot's threshold of
 * the console belong to the whole process: the threshold stays, as a system property, for every
 * later start.
 */
public final class Logs {

  private Logs() {}

  /** As before a command ran in this process. */
  public static void loudAgain() {
    System.clearProperty(LoggingSystemProperty.CONSOLE_THRESHOLD.getEnvironmentVariableName());
    LoggingSystem logging = LoggingSystem.get(Logs.class.getClassLoader());
    logging.cleanUp();
    logging.beforeInitialize();
    logging.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
  }
}
