package dev.handoff.intake.hitl;

import dev.handoff.handoff.Visitor;
import org.jspecify.annotations.Nullable;

/** A person whom the bot platform talks with. */
record HitlUser(
    @Nullable String name,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String pictureUrl) {

  Visitor visitor() {
    return new Visitor(name, email, phone, null, null, null, null);
  }

  @Override
  public String toString() {
    return "HitlUser[...]";
  }
}
