package dev.handoff.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.zoho.ZohoCall.Effect;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the error tables of Desk and SalesIQ, and everything that is not in them. */
class ZohoClassifierTest {

  private static final Instant NOW = Instant.parse("2026-02-03T19:05:40Z");
  private static final String PAGE = "<!doctype html><html><body>Sorry</body></html>";

  private final ZohoClassifier classifier =
      new ZohoClassifier(new ObjectMapper(), Clock.fixed(NOW, ZoneOffset.UTC));

  private static ZohoCall call(ZohoSide side, Effect effect) {
    return new ZohoCall(side, effect == Effect.CREATE ? "POST" : "GET", "/x", effect, null);
  }

  private ZohoAnswer desk(Effect effect, int status, String body) {
    return classify(ZohoSide.DESK, effect, status, body);
  }

  private ZohoAnswer salesiq(Effect effect, int status, String body) {
    return classify(ZohoSide.SALESIQ, effect, status, body);
  }

  private ZohoAnswer classify(ZohoSide side, Effect effect, int status, String body) {
    return classifier.classify(call(side, effect), new ZohoReply(status, Map.of(), body));
  }

  private ZohoAnswer waiting(int status, String body, String retryAfter) {
    return classifier.classify(
        call(ZohoSide.DESK, Effect.CREATE),
        new ZohoReply(status, Map.of("retry-after", retryAfter), body));
  }

  private static String deskError(String code) {
    return "{\"errorCode\":\"" + code + "\",\"message\":\"Zoho's words\"}";
  }

  private static String salesiqError(String code) {
    return "{\"error\":{\"code\":" + code + ",\"message\":\"Zoho's words\"}}";
  }

  /** The outcome and the code in one text, such as {@code Refused 1011}. */
  private static String told(ZohoAnswer answer) {
    if (answer instanceof ZohoAnswer.Wait wait) {
      return "Wait " + wait.code();
    }
    if (answer instanceof ZohoAnswer.UnknownOutcome unknown) {
      return "UnknownOutcome " + unknown.code();
    }
    if (answer instanceof ZohoAnswer.Refused refused) {
      return "Refused " + refused.code();
    }
    if (answer instanceof ZohoAnswer.TokenRejected rejected) {
      return "TokenRejected " + rejected.code();
    }
    return "Done " + ((ZohoAnswer.Done) answer).status();
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST, Refused, Refused",
    "401, INVALID_OAUTH, TokenRejected, TokenRejected",
    "401, UNAUTHORIZED, TokenRejected, TokenRejected",
    "403, SCOPE_MISMATCH, Refused, Refused",
    "403, OAUTH_ORG_MISMATCH, Refused, Refused",
    "403, FORBIDDEN, Refused, Refused",
    "403, LICENSE_ACCESS_LIMITED, Refused, Refused",
    "404, URL_NOT_FOUND, Refused, Refused",
    "405, METHOD_NOT_ALLOWED, Refused, Refused",
    "413, RESOURCE_SIZE_EXCEEDED, Refused, Refused",
    "415, UNSUPPORTED_MEDIA_TYPE, Refused, Refused",
    "422, INVALID_DATA, Refused, Refused",
    "422, UNPROCESSABLE_ENTITY, Refused, Refused",
    "422, EMPTY_PAYLOAD, Refused, Refused",
    "429, THRESHOLD_EXCEEDED, Wait, Wait",
    "429, TOO_MANY_REQUESTS, Wait, Wait",
    "500, INTERNAL_SERVER_ERROR, Wait, UnknownOutcome",
    "401, SCOPE_MISMATCH, Refused, Refused",
    "400, INVALID_OAUTH, TokenRejected, TokenRejected",
    "200, INVALID_OAUTH, TokenRejected, TokenRejected",
    "403, NEVER_HEARD_OF, Refused, Refused",
    "422, NEVER_HEARD_OF, Refused, Refused",
    "401, NEVER_HEARD_OF, TokenRejected, TokenRejected",
    "429, NEVER_HEARD_OF, Wait, Wait",
    "503, NEVER_HEARD_OF, Wait, UnknownOutcome"
  })
  void readsDeskErrors(int status, String code, String repeatable, String create) {
    String body = deskError(code);

    assertThat(told(desk(Effect.REPEATABLE, status, body))).isEqualTo(repeatable + " " + code);
    assertThat(told(desk(Effect.CREATE, status, body))).isEqualTo(create + " " + code);
  }

  static Stream<Object[]> salesiqCodes() {
    List<String> refusals =
        List.of(
            "1004", "1005", "1006", "1007", "1009", "1010", "1011", "1014", "1015", "1016", "1017",
            "1018", "1019", "1020", "1021", "1024", "1025", "1026", "1027", "1028", "1029", "1031",
            "1051", "1054");
    return Stream.concat(
        Stream.of(
            new Object[] {"1002", "TokenRejected", "TokenRejected"},
            new Object[] {"1008", "TokenRejected", "TokenRejected"},
            new Object[] {"1023", "Wait", "Wait"}),
        refusals.stream().map(code -> new Object[] {code, "Refused", "Refused"}));
  }

  @ParameterizedTest
  @MethodSource("salesiqCodes")
  void readsSalesiqErrorsUnderAnyStatus(String code, String repeatable, String create) {
    for (int status : new int[] {200, 400, 401}) {
      for (String written : new String[] {code, "\"" + code + "\""}) {
        String body = salesiqError(written);

        assertThat(told(salesiq(Effect.REPEATABLE, status, body)))
            .as("HTTP %s", status)
            .isEqualTo(repeatable + " " + code);
        assertThat(told(salesiq(Effect.CREATE, status, body)))
            .as("HTTP %s", status)
            .isEqualTo(create + " " + code);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, Refused",
    "400, Refused",
    "401, TokenRejected",
    "429, Wait",
    "503, UnknownOutcome"
  })
  void readsAnUnknownSalesiqCodeByItsStatus(int status, String outcome) {
    assertThat(told(salesiq(Effect.CREATE, status, salesiqError("4711"))))
        .isEqualTo(outcome + " 4711");
  }

  @Test
  void keepsTheWordsFieldsAndRemedyOfARefusal() {
    ZohoAnswer desk =
        desk(
            Effect.CREATE,
            422,
            """
            {"errorCode":"INVALID_DATA","message":"The data is invalid","errors":[
              {"fieldName":"/departmentId","errorType":"invalid","errorMessage":""},
              {"fieldName":"/subject","errorType":"missing","errorMessage":"Subject is needed"}]}
            """);
    ZohoAnswer salesiq =
        salesiq(
            Effect.CREATE,
            200,
            """
            {"error":{"code":1011,"message":"Absent","param":"app_id","json_key":"a.b","header":"H"}}
            """);

    assertThat(desk)
        .isEqualTo(
            new ZohoAnswer.Refused(
                "INVALID_DATA",
                "The data is invalid /subject: Subject is needed",
                List.of("/departmentId invalid", "/subject missing"),
                "Correct the fields Zoho names, then replay."));
    assertThat(((ZohoAnswer.Refused) salesiq).fields()).containsExactly("app_id", "a.b", "H");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"Invalid OAuth token\"}",
        "{\"error\":\"invalid_oauthtoken\"}",
        "{\"error\":\"Invalid token\",\"message\":\"x\"}",
        "{\"error\":{\"code\":\"INVALID_TOKEN\",\"message\":\"x\"}}"
      })
  void takes400ThatSpeaksOfABadTokenForARejectedToken(String body) {
    assertThat(salesiq(Effect.CREATE, 400, body)).isInstanceOf(ZohoAnswer.TokenRejected.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"Invalid OAuth scope\"}",
        "{\"errorCode\":\"BAD_REQUEST\",\"message\":\"Invalid token in the body\"}",
        "{\"error\":{\"code\":4711,\"message\":\"Invalid tokens of speech\"}}"
      })
  void doesNotMistakeOtherWordsForARejectedToken(String body) {
    assertThat(desk(Effect.CREATE, 400, body)).isInstanceOf(ZohoAnswer.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "200, Wait not_json, UnknownOutcome not_json",
    "400, Wait http_400, UnknownOutcome http_400",
    "401, TokenRejected http_401, TokenRejected http_401",
    "403, Wait http_403, UnknownOutcome http_403",
    "404, Wait http_404, UnknownOutcome http_404",
    "408, Wait not_json, UnknownOutcome not_json",
    "429, Wait http_429, Wait http_429",
    "500, Wait not_json, UnknownOutcome not_json",
    "502, Wait not_json, UnknownOutcome not_json",
    "504, Wait not_json, UnknownOutcome not_json"
  })
  void readsAPageInsteadOfJson(int status, String repeatable, String create) {
    for (String body : List.of(PAGE, "{\"id\":\"1\",\"subj", "null", "\"text\"", "17")) {
      assertThat(told(desk(Effect.REPEATABLE, status, body))).as(body).isEqualTo(repeatable);
      assertThat(told(desk(Effect.CREATE, status, body))).as(body).isEqualTo(create);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, Wait empty_answer, UnknownOutcome empty_answer",
    "204, Done 204, UnknownOutcome empty_answer",
    "302, Wait http_302, UnknownOutcome http_302",
    "400, Refused http_400, Refused http_400",
    "401, TokenRejected http_401, TokenRejected http_401",
    "404, Refused http_404, Refused http_404",
    "429, Wait http_429, Wait http_429",
    "500, Wait http_500, UnknownOutcome http_500",
    "503, Wait http_503, UnknownOutcome http_503"
  })
  void readsAnEmptyBody(int status, String repeatable, String create) {
    for (String body : List.of("", "  \n", "{}")) {
      assertThat(told(desk(Effect.REPEATABLE, status, body))).isEqualTo(repeatable);
      assertThat(told(desk(Effect.CREATE, status, body))).isEqualTo(create);
    }
  }

  @Test
  void believesACreateOnlyWithItsRecord() {
    assertThat(told(desk(Effect.CREATE, 200, "{\"id\":\"1\"}"))).isEqualTo("Done 200");
    assertThat(told(desk(Effect.CREATE, 201, "{\"id\":1}"))).isEqualTo("Done 201");
    assertThat(told(desk(Effect.CREATE, 200, "{\"message\":\"ok\"}")))
        .isEqualTo("UnknownOutcome empty_answer");
    assertThat(told(desk(Effect.CREATE, 200, "[]"))).isEqualTo("UnknownOutcome empty_answer");
    for (String id : List.of("{\"a\":1}", "[1]", "true", "\" \"", "1.5", "null")) {
      assertThat(told(desk(Effect.CREATE, 200, "{\"id\":" + id + "}")))
          .as(id)
          .isEqualTo("UnknownOutcome empty_answer");
    }
    assertThat(told(salesiq(Effect.CREATE, 200, "{\"data\":{\"id\":\"1\"}}")))
        .isEqualTo("Done 200");
    assertThat(told(salesiq(Effect.CREATE, 200, "{\"url\":\"/x\",\"data\":null}")))
        .isEqualTo("UnknownOutcome empty_answer");
  }

  @Test
  void takesAnyErrorMemberForAFailure() {
    assertThat(told(salesiq(Effect.CREATE, 200, "{\"error\":1011}"))).isEqualTo("Refused 1011");
    assertThat(told(salesiq(Effect.CREATE, 200, "{\"error\":{}}"))).isEqualTo("Refused error");
    assertThat(told(salesiq(Effect.CREATE, 200, "{\"error\":{\"code\":{}}}")))
        .isEqualTo("Refused error");
    assertThat(told(salesiq(Effect.REPEATABLE, 200, "{\"error\":null,\"data\":[]}")))
        .isEqualTo("Done 200");
  }

  @Test
  void takesFreeTextForWordsAndNeverForACode() {
    ZohoAnswer answer = salesiq(Effect.CREATE, 200, "{\"error\":\"no such user: Ana Roy\"}");

    assertThat(((ZohoAnswer.Refused) answer).code()).isEqualTo("error");
    assertThat(((ZohoAnswer.Refused) answer).words()).isEqualTo("no such user: Ana Roy");
  }

  @Test
  void keepsCodesAndWordsShort() {
    ZohoAnswer answer = salesiq(Effect.CREATE, 200, "{\"error\":\"" + "x".repeat(5_000) + "\"}");

    assertThat(((ZohoAnswer.Refused) answer).code()).isEqualTo("error");
    assertThat(((ZohoAnswer.Refused) answer).words()).hasSizeLessThan(600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | 120",
        "' 7 ' | 7",
        "0 | 0",
        "Tue, 03 Feb 2026 19:07:40 GMT | 120",
        "Tue, 03 Feb 2026 19:00:00 GMT | 0",
        "99999999999999999999 | 86400",
        "604800 | 86400",
        "Fri, 31 Dec 9999 23:59:59 GMT | 86400"
      })
  void waitsAsLongAsZohoAsksButNeverLongerThanADay(String retryAfter, long seconds) {
    ZohoAnswer answer = waiting(429, deskError("THRESHOLD_EXCEEDED"), retryAfter);

    assertThat(((ZohoAnswer.Wait) answer).delay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "Tue, 99 Feb 2026"})
  void ignoresARetryAfterThatNobodyUnderstands(String retryAfter) {
    ZohoAnswer answer = waiting(429, deskError("THRESHOLD_EXCEEDED"), retryAfter);

    assertThat(((ZohoAnswer.Wait) answer).delay()).isNull();
  }

  @Test
  void waitsAMinuteWhenSalesiqLocksTheAddress() {
    ZohoAnswer answer = salesiq(Effect.CREATE, 200, salesiqError("1023"));

    assertThat(((ZohoAnswer.Wait) answer).delay()).isEqualTo(Duration.ofSeconds(60));
    assertThat(((ZohoAnswer.Wait) desk(Effect.CREATE, 429, deskError("TOO_MANY_REQUESTS"))).delay())
        .isNull();
  }

  static Stream<Exception> neverSent() {
    return Stream.of(
        new ConnectException("Connection refused"),
        new HttpHostConnectException("refused"),
        new NoRouteToHostException(),
        new ConnectTimeoutException("connect timed out"),
        new ConnectionRequestTimeoutException("pool"),
        new UnknownHostException("desk.example.test"),
        new SSLHandshakeException("handshake"),
        new SSLPeerUnverifiedException("name"),
        new IllegalStateException(new UnknownHostException("wrapped")));
  }

  @ParameterizedTest
  @MethodSource("neverSent")
  void waitsWhenTheRequestNeverLeft(Exception failure) {
    for (Effect effect : Effect.values()) {
      assertThat(classifier.classify(call(ZohoSide.DESK, effect), failure, null))
          .isInstanceOf(ZohoAnswer.Wait.class);
    }
  }

  static Stream<Arguments> whatPeopleRead() {
    return Stream.of(
        arguments(new UnknownHostException("x"), "dns", "desk.zoho.eu is not known to DNS"),
        arguments(new UnresolvedAddressException(), "dns", "desk.zoho.eu is not known to DNS"),
        arguments(
            new ConnectException("Connection refused"),
            "connection_refused",
            "desk.zoho.eu refuses connections"),
        arguments(
            new NoRouteToHostException(), "connection_refused", "no way leads to desk.zoho.eu"),
        arguments(
            new ConnectTimeoutException("connect timed out"),
            "connect_timeout",
            "no connection to desk.zoho.eu in time"),
        arguments(
            new SSLHandshakeException("PKIX"), "tls", "the TLS handshake with desk.zoho.eu failed"),
        arguments(
            new SocketTimeoutException("Read timed out"),
            "timeout",
            "no answer from desk.zoho.eu in time"),
        arguments(
            new IllegalStateException("anything"),
            "connection_lost",
            "the connection to desk.zoho.eu broke before the answer was complete"));
  }

  @ParameterizedTest
  @MethodSource("whatPeopleRead")
  void namesTheHostAndWhatIsWrongWithItAndNoClass(Exception failure, String code, String words) {
    ZohoAnswer answer =
        classifier.classify(
            call(ZohoSide.DESK, Effect.REPEATABLE),
            new IllegalStateException(failure),
            "https://desk.zoho.eu/api/v1/tickets");

    assertThat(answer).isEqualTo(new ZohoAnswer.Wait(code, words, null));
  }

  static Stream<Exception> perhapsCarriedOut() {
    return Stream.of(
        new SocketTimeoutException("Read timed out"),
        new SocketException("Connection reset"),
        new NoHttpResponseException("failed to respond"),
        new ConnectionClosedException("premature end"),
        new TruncatedChunkException("cut"),
        new EOFException(),
        new IOException("broken"),
        new IllegalStateException("anything"));
  }

  @ParameterizedTest
  @MethodSource("perhapsCarriedOut")
  void doesNotKnowTheOutcomeOfACreateWhoseConnectionBroke(Exception failure) {
    assertThat(classifier.classify(call(ZohoSide.DESK, Effect.CREATE), failure, null))
        .isInstanceOf(ZohoAnswer.UnknownOutcome.class);
    assertThat(classifier.classify(call(ZohoSide.DESK, Effect.REPEATABLE), failure, null))
        .isInstanceOf(ZohoAnswer.Wait.class);
  }

  @ParameterizedTest
  @EnumSource(ZohoSide.class)
  void neverThrowsWhateverComes(ZohoSide side) {
    Random random = new Random(4711);
    List<String> seeds =
        List.of(
            deskError("INVALID_DATA"), salesiqError("1008"), PAGE, "{\"data\":[{}]}", "[[[[[[[[");
    assertThatCode(
            () -> {
              for (int i = 0; i < 5_000; i++) {
                String body = garbage(random, seeds.get(i % seeds.size()));
                Effect effect = i % 2 == 0 ? Effect.CREATE : Effect.REPEATABLE;
                classifier.classify(
                    call(side, effect),
                    new ZohoReply(random.nextInt(700), Map.of("retry-after", body), body));
              }
            })
        .doesNotThrowAnyException();
  }

  private static String garbage(Random random, String seed) {
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    if (random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      return new String(bytes, 0, random.nextInt(bytes.length + 1), StandardCharsets.UTF_8);
    }
    byte[] noise = new byte[random.nextInt(200)];
    random.nextBytes(noise);
    return new String(noise, StandardCharsets.ISO_8859_1);
  }

  @Test
  void neverThrowsOnACircleOfCausesOrADeepBody() {
    Exception one = new Exception("one");
    Exception other = new Exception("other", one);
    one.initCause(other);

    assertThat(classifier.classify(call(ZohoSide.DESK, Effect.CREATE), one, null))
        .isInstanceOf(ZohoAnswer.UnknownOutcome.class);
    assertThat(told(desk(Effect.CREATE, 200, "[".repeat(100_000))))
        .isEqualTo("UnknownOutcome not_json");
  }
}
