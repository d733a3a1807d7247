package dev.handoff.chaos;

import java.util.ArrayList;
import java.util.List;

/** How the nodes' virtual machines start: quickly, small, and often. */
final class Jvm {

  private Jvm() {}

  static List<String> flags() {
    List<String> flags =
        new ArrayList<>(
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto"));
    String archive = System.getProperty("chaos.archive");
    if (archive != null) {
      flags.add("-XX:SharedArchiveFile=" + archive);
    }
    return flags;
  }

  /** The gateway's own class path where it is given, else this process's. */
  static String classPath() {
    return System.getProperty("chaos.classpath", System.getProperty("java.class.path"));
  }
}
