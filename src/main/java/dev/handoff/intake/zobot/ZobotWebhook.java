package dev.handoff.intake.zobot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.HandoffId;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.RequestProblem;
import dev.handoff.intake.SignatureCheck;
import java.io.IOException;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The outside of the webhook: who calls, what it says, and an answer that SalesIQ understands. */
@Component
public final class ZobotWebhook {

  private static final Logger log = LoggerFactory.getLogger(ZobotWebhook.class);

  private final SignatureCheck signatures;
  private final ObjectMapper json;
  private final Texts texts;

  ZobotWebhook(SignatureCheck signatures, ObjectMapper json, Texts texts) {
    this.signatures = signatures;
    this.json = json;
    this.texts = texts;
  }

  /**
   * Checks the signature over the body as it arrived. An empty body is SalesIQ's ping when the
   * address is registered: it comes unsigned, before there is a key, and asks for nothing.
   *
   * @throws RequestProblem 401 without a signature, 403 with a wrong one, where one is required
   */
  public void verify(
      @Body byte @Nullable [] body, @Header(SignatureCheck.HEADER) @Nullable String signature) {
    signatures.require(body, signature);
  }

  /** Whatever it says; SalesIQ pings with an empty body, and gets a greeting. */
  public ZobotRequest read(@Body byte @Nullable [] body) {
    return ZobotRequest.read(parse(body));
  }

  private JsonNode parse(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(body);
    } catch (JacksonException e) {
      log.warn("a Zobot call is not JSON; it is answered like an empty one");
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
  }

  /** The answer as SalesIQ reads it. */
  public HttpAnswer answer(ZobotAnswer answer, @Nullable HandoffId handoff) {
    return HttpAnswer.json(200, answer.asResponse()).about(handoff);
  }

  /** An inner failure: still an answer that SalesIQ understands, and the truth. */
  public HttpAnswer sorry(@ExchangeException Throwable failure) {
    log.error("a Zobot call failed: {}", FaultText.of(failure));
    return HttpAnswer.json(200, ZobotAnswer.reply(texts.in(null).sorry()).asResponse());
  }
}
