package dev.handoff.zoho.accounts;

import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoProperties.Credential;
import java.util.function.Supplier;

/** What the environment says of Zoho, with the secrets as their files now say. */
final class LiveEnvironment implements Supplier<ZohoProperties> {

  private volatile ZohoProperties now;

  LiveEnvironment(ZohoProperties start) {
    this.now = start;
  }

  @Override
  public ZohoProperties get() {
    return now;
  }

  synchronized void ordinary(Credential changed) {
    now = now.withCredentials(changed, now.organisation());
  }

  synchronized void organisation(Credential changed) {
    now = now.withCredentials(now.ordinary(), changed);
  }
}
