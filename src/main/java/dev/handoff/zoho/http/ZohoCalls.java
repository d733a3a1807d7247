package dev.handoff.zoho.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoFile;
import dev.handoff.zoho.ZohoSide;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the call that a route describes. */
@Component
public final class ZohoCalls {

  private final ObjectMapper json;

  public ZohoCalls(ObjectMapper json) {
    this.json = json;
  }

  /**
   * @param side {@code desk}, {@code salesiq} or {@code visitor}
   * @param effect {@code create}, {@code once} or {@code repeatable}
   * @param body fields of the JSON body, or a file; anything else sends none
   */
  public ZohoCall of(
      String side, String method, String path, String effect, @Body @Nullable Object body) {
    return new ZohoCall(
        ZohoSide.valueOf(side.toUpperCase(Locale.ROOT)),
        method,
        path,
        ZohoCall.Effect.valueOf(effect.toUpperCase(Locale.ROOT)),
        body instanceof Map<?, ?> fields ? write(fields) : null,
        body instanceof ZohoFile file ? file : null);
  }

  private String write(Map<?, ?> fields) {
    try {
      return json.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request to Zoho cannot be written as JSON", e);
    }
  }
}
