package dev.handoff.delivery;

import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.StaleWorkException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Sends a claimed piece of work through its route. */
@Component
public final class RouteWork {

  private static final Logger log = LoggerFactory.getLogger(RouteWork.class);

  private final ProducerTemplate camel;

  RouteWork(@Lazy ProducerTemplate camel) {
    this.camel = camel;
  }

  /**
   * Runs the route to its end. Work that another worker has meanwhile, or that a stopping node
   * leaves to another one, needs nothing more and is only told in the log.
   *
   * @param about the handoff that the log's lines belong to
   * @return whether the route came to its end
   * @throws CamelExecutionException for any other failure that the route did not handle
   */
  public boolean isDone(String route, Object work, @Nullable HandoffId about) {
    if (about != null) {
      MDC.put("handoff", about.value());
    }
    try {
      camel.sendBody(route, work);
      return true;
    } catch (CamelExecutionException e) {
      StaleWorkException stale = ObjectHelper.getException(StaleWorkException.class, e);
      if (stale != null) {
        log.warn("{}", stale.getMessage());
        return false;
      }
      HandedBackException left = ObjectHelper.getException(HandedBackException.class, e);
      if (left != null) {
        log.info("{}", left.getMessage());
        return false;
      }
      throw e;
    } finally {
      MDC.remove("handoff");
    }
  }
}
