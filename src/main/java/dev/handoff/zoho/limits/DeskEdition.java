package dev.handoff.zoho.limits;

/** What Desk's editions allow (desk.md 4). */
public enum DeskEdition {
  /** Nobody said: the usual limit of calls, the fewest credits. */
  UNKNOWN(10, 5_000),
  FREE(5, 5_000),
  EXPRESS(10, 25_000),
  STANDARD(10, 50_000),
  PROFESSIONAL(15, 75_000),
  /** Enterprise, Zoho One, CRM Plus. */
  ENTERPRISE(25, 100_000);

  private final int concurrentCalls;
  private final int credits;

  DeskEdition(int concurrentCalls, int credits) {
    this.concurrentCalls = concurrentCalls;
    this.credits = credits;
  }

  /** Half of the limit: other programs share it. */
  int parallel() {
    return concurrentCalls / 2;
  }

  /** Credits a day without those of the licensed users. */
  int credits() {
    return credits;
  }
}
