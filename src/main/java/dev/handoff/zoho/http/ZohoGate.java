package dev.handoff.zoho.http;

import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.limits.ZohoLimits;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks whether the call may go out now; {@link ZohoReplyReader} tells how it ended. */
@Component
public final class ZohoGate {

  private final ZohoLimits limits;

  public ZohoGate(ZohoLimits limits) {
    this.limits = limits;
  }

  /**
   * @throws dev.handoff.zoho.ZohoNotAsked when it must wait
   */
  public void enter(
      @Variable("zohoCall") ZohoCall call, @Variable("delivery") @Nullable Delivery delivery) {
    limits.enter(call.side().host(), delivery == null ? null : delivery.handoff().id());
  }
}
