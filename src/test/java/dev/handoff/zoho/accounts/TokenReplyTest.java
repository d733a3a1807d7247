package dev.handoff.zoho.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.zoho.accounts.TokenReply.Denied;
import dev.handoff.zoho.accounts.TokenReply.Granted;
import dev.handoff.zoho.accounts.TokenReply.Strange;
import dev.handoff.zoho.accounts.TokenReply.Throttled;
import dev.handoff.zoho.accounts.TokenReply.Unclear;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of oauth.md sections 4 and 5. */
class TokenReplyTest {

  private static final String THROTTLE =
      "'error_description':'You have made too many requests continuously."
          + " Please try again after some time.'";

  /** Quotes are written as apostrophes. */
  private static TokenReply reply(int status, String body) {
    return TokenReply.of(new ObjectMapper(), status, body.replace('\'', '"'));
  }

  private static Duration lifetime(String members) {
    TokenReply reply = reply(200, "{'access_token':'1000.a.b'" + members + "}");
    assertThat(reply).isInstanceOf(Granted.class);
    return ((Granted) reply).lifetime();
  }

  @Test
  void readsTheReplyToARefresh() {
    TokenReply reply =
        reply(
            200,
            "{'access_token':'1000.eeee.ffff','api_domain':'https://www.zohoapis.ca',"
                + "'token_type':'Bearer','expires_in':3600}");

    assertThat(reply).isEqualTo(new Granted("1000.eeee.ffff", Duration.ofHours(1)));
    assertThat(reply.toString()).isEqualTo("Granted[PT1H]");
  }

  @Test
  void readsTheReplyToACode() {
    assertThat(
            reply(
                200,
                "{'access_token':'1000.aaaa.bbbb','refresh_token':'1000.cccc.dddd','scope':"
                    + "'Desk.tickets.READ Desk.contacts.READ','token_type':'Bearer',"
                    + "'expires_in':3600}"))
        .isEqualTo(new Granted("1000.aaaa.bbbb", Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ,'expires_in':3600                         | PT1H
          ,'expires_in':'1800'                       | PT30M
          ,'expires_in':1800                         | PT30M
          ,'expires_in':3600000                      | PT1H
          ,'expires_in':1800000                      | PT30M
          ,'expires_in':1800000,'expires_in_sec':900 | PT15M
          ,'expires_in':3600000,'expires_in_sec':0   | PT1H
          ,'expires_in':86400                        | PT1H
          ,'expires_in':7200                         | PT1H
          ,'expires_in':0                            | PT1S
          ,'expires_in':-5                           | PT1S
          ,'expires_in':null                         | PT1H
          ,'expires_in_sec':3600                     | PT1H
          ,'scope':'x'                               | PT1H
          """)
  void aTokenLivesAsLongAsToldButNoMoreThanAnHour(String members, Duration expected) {
    assertThat(lifetime(members)).isEqualTo(expected);
  }

  @Test
  void aTokenCountsWhateverTheStatusAndWhateverElseIsSaid() {
    assertThat(reply(400, "{'access_token':'t','error':'x'}")).isInstanceOf(Granted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid_code",
        "invalid_client",
        "invalid_client_secret",
        "invalid_grant",
        "invalid_scope",
        "invalid_redirect_uri",
        "unsupported_grant_type",
        "missing_org_info"
      })
  void onlyNewCredentialsHelpAgainstARefusal(String error) {
    assertThat(reply(200, "{'error':'" + error + "'}")).isEqualTo(new Denied(error));
    assertThat(reply(400, "{'error':'" + error + "'}")).isEqualTo(new Denied(error));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 429})
  void theThrottleIsKnownWhateverItsStatus(int status) {
    assertThat(reply(status, "{'error':'Access Denied'," + THROTTLE + "}"))
        .isEqualTo(new Throttled());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':'Access Denied'}",
        "{'error':'access denied','status':'failure'}",
        "{'error':' ACCESS DENIED '}",
        "{'error':'general_error','error_description':'Too Many Requests'}",
        "{'error':'invalid_code','error_description':'too many requests'}"
      })
  void theThrottleIsKnownByItsWordsInAnyCase(String body) {
    assertThat(reply(400, body)).isEqualTo(new Throttled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"general_error", "something_new", "access_denied_for_good"})
  void anErrorThatNoSheetExplainsIsStrange(String error) {
    assertThat(reply(200, "{'error':'" + error + "'}")).isEqualTo(new Strange(error));
  }

  @Test
  void aServerErrorIsAnOutageWhateverItCallsItself() {
    assertThat(reply(503, "{'error':'service_unavailable'}"))
        .isEqualTo(new Unclear("HTTP 503: service_unavailable"));
    assertThat(reply(500, "{'error':'invalid_code'}")).isEqualTo(new Denied("invalid_code"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{}", "[]", "null", "7", "{'access_token':''}", "{'error':null}"})
  void neitherTokenNorErrorIsUnclear(String body) {
    assertThat(reply(200, body))
        .isEqualTo(new Unclear("HTTP 200 without a token and without an error"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html><body>Bad gateway</body></html>", "{'access_token':'t'", "error"})
  void aPageIsUnclear(String body) {
    assertThat(reply(502, body)).isEqualTo(new Unclear("HTTP 502 with a page instead of JSON"));
  }
}
