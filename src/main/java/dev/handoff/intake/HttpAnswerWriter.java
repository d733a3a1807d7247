package dev.handoff.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Writes the answer in the body into the exchange; nothing of the request is echoed. */
@Component
public final class HttpAnswerWriter {

  private final ObjectMapper json;

  public HttpAnswerWriter(ObjectMapper json) {
    this.json = json;
  }

  public void write(Exchange exchange) {
    Message message = exchange.getMessage();
    HttpAnswer answer = message.getBody(HttpAnswer.class);
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
    message.setHeader("Cache-Control", "no-store");
    answer.headers().forEach(message::setHeader);
    message.setBody(text(answer.body()).getBytes(StandardCharsets.UTF_8));
  }

  /** The same answer, given by a filter before any route sees the request. */
  void write(HttpAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    answer.headers().forEach(response::setHeader);
    response.getOutputStream().write(text(answer.body()).getBytes(StandardCharsets.UTF_8));
  }

  /** The body as it is sent. */
  public String text(Object body) {
    if (body instanceof String text) {
      return text;
    }
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
