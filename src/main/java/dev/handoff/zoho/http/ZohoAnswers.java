package dev.handoff.zoho.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoNotAsked;
import dev.handoff.zoho.ZohoOutcomeUnknown;
import dev.handoff.zoho.ZohoRefused;
import dev.handoff.zoho.ZohoUnavailable;
import dev.handoff.zoho.accounts.AccessToken;
import java.time.Duration;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The end of a call: its body, or a failure that says what may be done about it. */
@Component
public final class ZohoAnswers {

  private static final Duration SOON = Duration.ofSeconds(1);

  private static final String REAUTHORISE = "re-authorise: Zoho rejects a token it has just issued";

  private final SharedTokens tokens;

  public ZohoAnswers(SharedTokens tokens) {
    this.tokens = tokens;
  }

  public JsonNode require(
      @Body ZohoAnswer answer,
      @Variable("zohoCall") ZohoCall call,
      @Variable("zohoToken") AccessToken token) {
    if (answer instanceof ZohoAnswer.Done done) {
      return done.body();
    }
    if (answer instanceof ZohoAnswer.TokenRejected) {
      tokens.rejectedAgain(token, call.side());
    }
    throw failure(answer, call);
  }

  private static ZohoFailure failure(ZohoAnswer answer, ZohoCall call) {
    if (answer instanceof ZohoAnswer.Wait wait) {
      return new ZohoUnavailable(wait.code(), said(call, wait.words()), wait.delay());
    }
    if (answer instanceof ZohoAnswer.NotSent late) {
      return new ZohoNotAsked(ZohoAnswer.NOT_SENT, said(call, late.words()), SOON);
    }
    if (answer instanceof ZohoAnswer.UnknownOutcome unknown) {
      return new ZohoOutcomeUnknown(unknown.code(), said(call, unknown.words()), unknown.delay());
    }
    if (answer instanceof ZohoAnswer.Refused refused) {
      String fields = refused.fields().isEmpty() ? "" : " " + refused.fields();
      return new ZohoRefused(
          refused.code(), said(call, refused.words() + fields), refused.fields(), refused.remedy());
    }
    if (answer instanceof ZohoAnswer.TokenRejected rejected) {
      return new ZohoUnavailable(
          rejected.code(), said(call, rejected.words() + "; " + REAUTHORISE), null);
    }
    throw new IllegalArgumentException("answer: " + answer + " (expected: not done)");
  }

  private static String said(ZohoCall call, String words) {
    return call + ": " + words;
  }
}
