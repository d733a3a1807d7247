package dev.handoff.routing;

import org.jspecify.annotations.Nullable;

/** The departments that deliveries go to unless something else is asked for, as of now. */
public interface Departments {

  /** The SalesIQ department of chats; null when none is chosen. */
  @Nullable String chat();

  /** The Desk department of calls; null when none is chosen. */
  @Nullable String call();
}
