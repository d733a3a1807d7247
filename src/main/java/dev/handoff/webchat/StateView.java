package dev.handoff.webchat;

import dev.handoff.handoff.Operator;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.ReleaseReason;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak, as browsers get it. Of the person they learn the name and nothing else.
 *
 * @param owner {@code bot}, {@code offered}, {@code human} or {@code released}
 * @param reason why the bot has it again
 */
record StateView(String owner, @Nullable Person operator, @Nullable String reason) {

  record Person(String name) {}

  static StateView of(Ownership ownership) {
    Operator operator = ownership.operator();
    String name = operator == null ? null : operator.name();
    ReleaseReason reason = ownership.reason();
    return new StateView(
        ownership.owner().wireName(),
        name == null ? null : new Person(name),
        reason == null ? null : reason.wireName());
  }
}
