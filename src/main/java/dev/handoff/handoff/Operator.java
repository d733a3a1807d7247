package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * The person at Zoho.
 *
 * @param id Zoho's id of the operator or agent, if it is known
 */
public record Operator(@Nullable String id, @Nullable String name, @Nullable String email) {

  /** Nobody in particular. */
  public static final Operator UNKNOWN = new Operator(null, null, null);

  /** Whether nothing that is known of both speaks against their being the same person. */
  public boolean maybeSame(Operator other) {
    if (id != null && other.id != null) {
      return id.equals(other.id);
    }
    return name == null || other.name == null || name.equals(other.name);
  }

  @Override
  public String toString() {
    return "Operator[" + id + "]";
  }
}
