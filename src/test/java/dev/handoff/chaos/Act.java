package dev.handoff.chaos;

/** A kind of mischief. */
enum Act {
  /** SIGKILL, and started again. */
  KILL,
  /** SIGSTOP, longer than the take-over takes, then SIGCONT. */
  PAUSE,
  /** SIGTERM, and started again once it has ended. */
  RESTART,
  /** About half of the connections to the database are cut by PostgreSQL. */
  BREAK_CONNECTIONS
}
