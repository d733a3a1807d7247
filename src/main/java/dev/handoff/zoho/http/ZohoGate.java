package dev.handoff.zoho.http;

import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoTokenMissing;
import dev.handoff.zoho.limits.ZohoLimits;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks whether the call may go out now; {@link ZohoReplyReader} tells how it ended. */
@Component
public final class ZohoGate {

  private final ZohoLimits limits;
  private final ZohoPlaces places;

  public ZohoGate(ZohoLimits limits, ZohoPlaces places) {
    this.limits = limits;
    this.places = places;
  }

  /**
   * @throws dev.handoff.zoho.ZohoNotAsked when it must wait
   * @throws ZohoTokenMissing when it is not known yet where handoffs go; who names the place
   *     himself may call all the same
   */
  public void enter(
      @Variable("zohoCall") ZohoCall call,
      @Variable("delivery") @Nullable Delivery delivery,
      @Variable(ZohoRequestWriter.PLACE) @Nullable ZohoPlace given) {
    List<String> missing = given == null ? places.now().missing() : List.of();
    if (!missing.isEmpty()) {
      throw new ZohoTokenMissing(
          "not_set_up",
          "Zoho is not set up yet: " + String.join(", ", missing) + " not chosen",
          "Finish the set-up at /setup.",
          null);
    }
    limits.enter(call.side().host(), delivery == null ? null : delivery.handoff().id());
  }
}
