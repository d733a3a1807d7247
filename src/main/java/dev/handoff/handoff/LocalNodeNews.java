package dev.handoff.handoff;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The embedded database has one node: nothing need leave the process. */
final class LocalNodeNews implements NodeNews {

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void tell(String words) {
    listeners.forEach(listener -> listener.heard(words));
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }
}
