package dev.handoff.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that end and come back under the same address. */
public final class Ports {

  private static final int LOWEST = 15_000;

  /** Above it the system picks ports itself, for connections and for whoever asks for any port. */
  private static final int HIGHEST = 30_000;

  private Ports() {}

  /** One that nobody listens on, and that is given to nobody who has not asked for it. */
  public static int ofOnesOwn() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (ServerSocket free = new ServerSocket(port)) {
        return free.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
  }
}
