package dev.handoff.setup.doctor;

import dev.handoff.zoho.accounts.StoredSecrets;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether what is stored encrypted can be read with the keys that are set, and by which. */
@Component
@Order(30)
public final class EncryptionKeyCheck implements Check {

  /** Its name, for checks that need it. */
  public static final String NAME = "encryption key";

  private final StoredSecrets secrets;

  EncryptionKeyCheck(StoredSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(DatabaseCheck.NAME);
  }

  @Override
  public List<Finding> look() {
    return List.of(finding(secrets.standing()));
  }

  /** What there is to say before there is a database. */
  public static Finding nothingYet() {
    return Finding.ok(NAME, "can be used; nothing is stored under it yet");
  }

  private static Finding finding(StoredSecrets.Standing standing) {
    if (!standing.unreadable().isEmpty()) {
      return Finding.failed(
          NAME,
          "of what is stored, this was encrypted with a key that is not set: "
              + String.join(", ", standing.unreadable()),
          "Add the former key at the end of HANDOFF_ENCRYPTION_KEY (first the new, then a comma,"
              + " then the former), or authorise again at /setup.");
    }
    if (standing.stored() == 0) {
      return nothingYet();
    }
    if (standing.former() > 0) {
      return Finding.warning(
          NAME,
          "reads what is stored, but %d of %d secrets are not under the first key yet"
              .formatted(standing.former(), standing.stored()),
          "Keep the former key. When every node has the new one first, restart one of them: a start"
              + " encrypts anew what is under a former key.");
    }
    return Finding.ok(
        NAME,
        standing.keys() == 1
            ? "reads what is stored"
            : "reads what is stored, all of it under the first key: once every node has that key"
                + " first, the others may be dropped");
  }
}
