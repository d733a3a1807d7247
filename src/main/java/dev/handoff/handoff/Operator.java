package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * The person at Zoho.
 *
 * <p>Zoho's words are kept as they may be stored; a name or address that no column holds is cut.
 *
 * @param id Zoho's id of the operator or agent, if it is known
 */
public record Operator(@Nullable String id, @Nullable String name, @Nullable String email) {

  private static final int LONGEST = 255;

  public Operator {
    id = id == null ? null : SafeText.of(id);
    name = line(name);
    email = line(email);
  }

  private static @Nullable String line(@Nullable String text) {
    String safe = text == null ? "" : SafeText.of(text, LONGEST);
    return safe.isEmpty() ? null : safe;
  }

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
