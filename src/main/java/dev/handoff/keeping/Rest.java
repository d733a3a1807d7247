package dev.handoff.keeping;

/** When a conversation is at rest: only then may anything of it go. */
final class Rest {

  /**
   * A condition on {@code conversation c}: no person has it or is asked for, or nothing has
   * happened in it since {@code :silent}; every handoff is delivered or discarded, the bot platform
   * knows all, and no answer is promised.
   */
  static final String IS_AT_REST =
      """
      (c.owner in ('bot', 'released') or c.updated_at < :silent)
      and not exists (select 1 from handoff u where u.tenant = c.tenant and u.conversation = c.id
        and u.state not in ('delivered', 'discarded'))
      and not exists (select 1 from outbound_message o where o.tenant = c.tenant
        and o.conversation = c.id and o.state not in ('sent', 'discarded'))
      and not exists (select 1 from late_answer l where l.tenant = c.tenant
        and l.conversation = c.id and l.state = 'promised')
      """;

  private Rest() {}
}
