package dev.handoff.setup.doctor;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.accounts.TokenBroker;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether what is stored encrypted can be read with the keys that are set. */
@Component
@Order(30)
final class EncryptionKeyCheck implements Check {

  static final String NAME = "encryption key";

  private final TokenBroker broker;

  EncryptionKeyCheck(TokenBroker broker) {
    this.broker = broker;
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
    try {
      List.of(CredentialName.values()).forEach(broker::status);
      return List.of(Finding.ok(NAME, "reads the stored tokens"));
    } catch (IllegalStateException otherKey) {
      return List.of(
          Finding.failed(
              NAME,
              "the stored Zoho tokens were encrypted with a key that is not set",
              "Add the former key at the end of HANDOFF_ENCRYPTION_KEY (first the new, then a comma,"
                  + " then the former), or authorise again at /setup."));
    }
  }
}
