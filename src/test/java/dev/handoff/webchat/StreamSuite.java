package dev.handoff.webchat;

import static dev.handoff.testing.ProblemAnswer.problem;
import static dev.handoff.webchat.Chats.newSession;
import static dev.handoff.webchat.Chats.numbers;
import static dev.handoff.webchat.Chats.path;
import static dev.handoff.webchat.Chats.say;
import static dev.handoff.webchat.Chats.streamPath;
import static dev.handoff.webchat.Chats.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.MessageNews;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a browser sees of a session, over HTTP; on either database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class StreamSuite {

  static final String KEY = Gateway.API_KEY;
  private static final ObjectMapper JSON = new ObjectMapper();

  final MovableClock clock = new MovableClock();
  final SimulatedZoho zoho = SimulatedZoho.start();
  final Map<String, String> database;
  final Gateway gateway;

  StreamSuite(TestDatabase kind, Map<String, String> more) {
    database = kind.fresh();
    gateway = start(more);
  }

  final Gateway start(Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("handoff.webchat.heartbeat", "300ms");
    settings.put("handoff.webchat.stuck", "1s");
    settings.put("handoff.webchat.most-streams", "30");
    settings.put("handoff.webchat.most-streams-per-session", "3");
    settings.put("handoff.widget.origins", "https://www.example.com");
    settings.putAll(more);
    return Gateway.start(
        zoho,
        database,
        settings,
        context -> {
          Gateway.replaceClock(context, clock);
          UnsteadyStore.register(context);
        });
  }

  @AfterAll
  void stop() {
    gateway.close();
    zoho.close();
  }

  final StreamClient open(String session, String... headers) {
    return StreamClient.open(gateway, streamPath(gateway, session), headers);
  }

  private StreamClient openWithStates(String session) {
    return StreamClient.open(gateway, streamPath(gateway, session) + "&states=true");
  }

  private Gateway.Answer getWithoutKey(String path, String... headers) {
    Map<String, String> all = new LinkedHashMap<>(Map.of("X-Api-Key", ""));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return gateway.send("GET", path, null, all);
  }

  @Test
  void streamTellsWhatWasSaidAndThenWhatIsSaid() throws Exception {
    String session = newSession();
    say(gateway, session, "one", "two\nlines & <b>ünï</b> 😀");

    try (StreamClient stream = open(session)) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("content-type")).startsWith("text/event-stream");
      assertThat(stream.header("cache-control")).isEqualTo("no-store");
      assertThat(stream.header("x-accel-buffering")).isEqualTo("no");
      await().until(() -> stream.events().size() == 2);
      assertThat(stream.fields()).containsExactly("retry: 2000");

      say(gateway, session, "three");

      await().until(() -> stream.events().size() == 3);
      assertThat(stream.ids()).containsExactly(1L, 2L, 3L);
      JsonNode second = JSON.readTree(stream.events().get(1).data());
      assertThat(second.path("id").asLong()).isEqualTo(2);
      assertThat(second.path("authorType").asText()).isEqualTo("agent");
      assertThat(second.path("authorName").asText()).isEqualTo("Max");
      assertThat(second.path("content").asText()).isEqualTo("two\nlines & <b>ünï</b> 😀");
      assertThat(second.path("createdAt").asText()).endsWith("Z");
    }
  }

  @Test
  void streamOfASessionThatHasNotBegunBeginsWithIt() {
    String session = newSession();

    try (StreamClient stream = open(session)) {
      await().until(() -> !stream.comments().isEmpty());
      say(gateway, session, "first words");

      await().until(() -> stream.ids().equals(List.of(1L)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"header", "after", "lastEventId"})
  void streamGoesOnAfterTheLastEventId(String way) {
    String session = newSession();
    say(gateway, session, "one", "two", "three");

    boolean header = way.equals("header");
    String query = header ? "" : "&" + way + "=2";
    try (StreamClient stream =
        StreamClient.open(
            gateway,
            streamPath(gateway, session) + query,
            header ? new String[] {"Last-Event-ID", "2"} : new String[0])) {
      say(gateway, session, "four");

      await().until(() -> stream.events().size() == 2);
      assertThat(stream.ids()).containsExactly(3L, 4L);
    }
  }

  @Test
  void lastEventIdFromTheFutureGoesOnAfterTheNewest() {
    String session = newSession();
    say(gateway, session, "one", "two");

    try (StreamClient stream = open(session, "Last-Event-ID", "9".repeat(30))) {
      await().until(() -> stream.comments().stream().anyMatch(line -> line.contains("beyond")));
      say(gateway, session, "three");

      await().until(() -> !stream.events().isEmpty());
      assertThat(stream.ids()).containsExactly(3L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"seven", "-1", "1.5", "0x10", "1;2"})
  void lastEventIdThatIsNoNumberIsRefused(String id) {
    String session = newSession();

    Map<String, String> headers = Map.of("Last-Event-ID", id, "Accept", "text/event-stream");
    problem(gateway.send("GET", path(session, "stream"), null, headers), 400);
    problem(gateway.get(path(session, "messages?after=" + id)), 400);
  }

  @Test
  void burstArrivesWholeAndInOrderAtEveryStreamOfTheSession() {
    String session = newSession();
    String[] texts =
        IntStream.range(0, 150).mapToObj(i -> i + "x".repeat(3_000)).toArray(String[]::new);

    try (StreamClient first = open(session);
        StreamClient second = open(session)) {
      for (String text : texts) {
        say(gateway, session, text);
      }

      for (StreamClient stream : List.of(first, second)) {
        await().until(() -> stream.events().size() >= texts.length);
        assertThat(stream.ids()).isEqualTo(numbers(1, texts.length));
      }
    }
  }

  @Test
  void streamTellsWhoMaySpeakAndWhenThatChanges() {
    String session = newSession();
    JdbcClient db = gateway.bean(JdbcClient.class);
    try (StreamClient stream = openWithStates(session)) {
      await().until(() -> stream.states().equals(List.of("{\"owner\":\"bot\"}")));
      say(gateway, session, "one");
      db.sql(
              "update conversation set owner = 'human', operator_name = 'Max', operator_email ="
                  + " 'max@example.com' where conversation_id = ?")
          .param(session)
          .update();
      ConversationId id =
          gateway
              .bean(Conversations.class)
              .locked(ConversationKey.of(Channel.WEB, session), chat -> chat.id());
      gateway.bean(MessageNews.class).changed(id);

      await().until(() -> stream.states().size() == 2);
      assertThat(stream.states().get(1))
          .isEqualTo("{\"owner\":\"human\",\"operator\":{\"name\":\"Max\"}}");
      assertThat(stream.ids()).containsExactly(1L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&states=false", "&states="})
  void streamTellsMessagesAndNothingElseUnlessAsked(String query) {
    String session = newSession();
    try (StreamClient plain = StreamClient.open(gateway, streamPath(gateway, session) + query);
        StreamClient other = openWithStates(session)) {
      await().until(() -> other.states().size() == 1);
      say(gateway, session, "one");
      await().until(() -> plain.ids().equals(List.of(1L)));
      int before = plain.comments().size();
      await().until(() -> plain.comments().size() > before);

      assertThat(plain.states()).isEmpty();
      assertThat(plain.fields()).containsExactly("retry: 2000");
    }
  }

  @Test
  void statesThatAreNeitherWantedNorNotAreRefused() {
    problem(getWithoutKey(streamPath(gateway, newSession()) + "&states=maybe"), 400);
  }

  @Test
  void nameThatNobodyKnowsIsTold() throws Exception {
    String session = newSession();
    gateway
        .bean(Conversations.class)
        .locked(
            ConversationKey.of(Channel.WEB, session),
            chat -> {
              chat.append(List.of(new TranscriptEntry(AuthorType.BOT, null, "Hello", null)));
              return chat.id();
            });

    JsonNode listed = gateway.get(path(session, "messages")).json().get(0);
    assertThat(listed.path("authorName").isNull()).as(listed.toString()).isTrue();
    try (StreamClient stream = open(session)) {
      await().until(() -> stream.events().size() == 1);
      assertThat(JSON.readTree(stream.events().get(0).data())).isEqualTo(listed);
    }
  }

  @Test
  void systemLineTellsItsCode() {
    String session = newSession();
    gateway
        .bean(Conversations.class)
        .locked(
            ConversationKey.of(Channel.WEB, session),
            chat -> {
              chat.note("ticket-made", "1042", "Your ticket is 1042.");
              return chat.id();
            });

    JsonNode line = gateway.get(path(session, "messages")).json().get(0);

    assertThat(line.path("authorType").asText()).isEqualTo("system");
    assertThat(line.path("code").asText()).isEqualTo("ticket-made");
    assertThat(line.path("subject").asText()).isEqualTo("1042");
  }

  @Test
  void rolledBackMessageIsNeverTold() {
    String session = newSession();
    say(gateway, session, "one");

    try (StreamClient stream = open(session)) {
      await().until(() -> stream.events().size() == 1);
      try {
        gateway
            .bean(Conversations.class)
            .locked(
                ConversationKey.of(Channel.WEB, session),
                chat -> {
                  chat.append(
                      List.of(new TranscriptEntry(AuthorType.BOT, null, "never said", null)));
                  throw new IllegalStateException("rolled back");
                });
      } catch (IllegalStateException rolledBack) {
        say(gateway, session, "two");
      }

      await().until(() -> stream.events().size() == 2);
      assertThat(stream.events().get(1).data()).contains("\"two\"").doesNotContain("never");
    }
  }

  @Test
  void conversationOfAnotherChannelIsNotRead() {
    String session = newSession();
    gateway
        .bean(Conversations.class)
        .locked(
            ConversationKey.of(Channel.API, session),
            chat -> {
              chat.append(
                  List.of(new TranscriptEntry(AuthorType.BOT, null, "not for the web", null)));
              return chat.id();
            });

    assertThat(gateway.get(path(session, "messages")).json()).isEmpty();
  }

  @Test
  void messagesAreListedAfterAnId() {
    String session = newSession();
    say(gateway, session, "one", "two", "three");

    Gateway.Answer answer =
        getWithoutKey(path(session, "messages?after=1&token=" + token(gateway, session)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    assertThat(answer.json().findValuesAsText("id")).containsExactly("2", "3");
    assertThat(answer.json().get(0).path("content").asText()).isEqualTo("two");
    assertThat(answer.json().get(0).path("authorType").asText()).isEqualTo("agent");
    assertThat(gateway.get(path(newSession(), "messages")).text()).isEqualTo("[]");
  }

  @Test
  void pageOfMessagesIsBoundedInNumberAndInSize() {
    String many = newSession();
    say(gateway, many, IntStream.range(0, 501).mapToObj(i -> "m" + i).toArray(String[]::new));
    String large = newSession();
    say(gateway, large, "x".repeat(1_500_000), "second", "third");

    assertThat(gateway.get(path(many, "messages")).json()).hasSize(500);
    assertThat(gateway.get(path(many, "messages?after=500")).json()).hasSize(1);
    assertThat(gateway.get(path(large, "messages")).json()).hasSize(1);
    assertThat(gateway.get(path(large, "messages?after=1")).json()).hasSize(2);
  }

  @Test
  void tokenIsGivenForAnApiKeyOnly() {
    String session = newSession();

    Gateway.Answer answer = gateway.post(path(session, "stream-token"), "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("expiresAt").asText()).endsWith("Z");
    String token = answer.json().path("token").asText();
    assertThat(getWithoutKey(path(session, "messages?token=" + token)).status()).isEqualTo(200);
    problem(gateway.post(path(session, "stream-token"), "{}", Map.of("X-Api-Key", "")), 401);
    problem(
        gateway.post(
            path(session, "stream-token"),
            "{}",
            Map.of("X-Api-Key", "", "Authorization", "Bearer " + token)),
        401);
    problem(gateway.post(path("x".repeat(256), "stream-token"), "{}"), 422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "/a//b/",
        "a;b=1",
        "100%",
        "encoded%2Fslash",
        "back\\slash",
        "up/../and/./down",
        "x/messages",
        "two\nlines\tand\rmore\u2028and\u2029more",
        "?#&+ ünï 顧客 '\"<b>",
        " spaces around ",
        "..."
      })
  void everySessionIdThatIsTakenCanBeRead(String suffix) throws Exception {
    String session = suffix.equals("...") ? suffix : suffix + newSession();
    session = suffix.startsWith(" ") ? session + " " : session;
    String body = JSON.writeValueAsString(Map.of("sessionId", session, "message", "Hello"));
    String path = path(URLEncoder.encode(session, UTF_8).replace("+", "%20"), "");

    assertThat(gateway.post("/api/chat/messages", body).status()).isEqualTo(200);
    Gateway.Answer issued = gateway.post(path + "stream-token", "{}");
    assertThat(issued.status()).as(issued.text()).isEqualTo(200);
    String token = "?token=" + issued.json().path("token").asText();

    assertThat(gateway.get(path + "messages").json().findValuesAsText("content"))
        .containsExactly("Hello");
    assertThat(getWithoutKey(path + "messages" + token).json().findValuesAsText("content"))
        .containsExactly("Hello");
    for (String[] header : new String[][] {{}, {"X-Api-Key", KEY}}) {
      String query = header.length == 0 ? token : "";
      try (StreamClient stream = StreamClient.open(gateway, path + "stream" + query, header)) {
        assertThat(stream.status()).isEqualTo(200);
        await().until(() -> stream.ids().equals(List.of(1L)));
      }
    }
    problem(getWithoutKey(path + "messages"), 401);
    problem(getWithoutKey(path(newSession(), "messages") + token), 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%2Fb/../../../handoffs/x",
        "%2E%2E/handoffs/x",
        "a%2Fb/%2E%2E/messages",
        "..;/x/messages",
        "a;b/messages",
        ".%2E/stream"
      })
  void nobodyClimbsOutOfTheSessions(String path) {
    assertThat(gateway.get("/api/chat/sessions/" + path).status()).isEqualTo(400);
  }

  @Test
  void answersTellTheNewestHandoffOfTheSession() {
    String session = newSession();
    String order =
        "{\"channel\":\"web\",\"conversationId\":\"%s\",\"kind\":\"ticket\"}".formatted(session);
    gateway.post("/api/handoffs", order);
    String newest = gateway.post("/api/handoffs", order).json().path("id").asText();
    String other = newSession();

    assertThat(gateway.get(path(session, "messages")).headers())
        .containsEntry("x-handoff-id", newest);
    assertThat(gateway.post(path(session, "stream-token"), "{}").headers())
        .containsEntry("x-handoff-id", newest);
    assertThat(gateway.get(path(other, "messages")).headers()).doesNotContainKey("x-handoff-id");
    assertThat(gateway.post(path(other, "stream-token"), "{}").headers())
        .doesNotContainKey("x-handoff-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "stream"})
  void sessionOpensForItsOwnTokenOnly(String what) {
    String session = newSession();
    String own = token(gateway, session);
    String foreign = token(gateway, newSession());
    String forged = own.substring(0, own.length() - 4) + "AAAA";

    problem(getWithoutKey(path(session, what)), 401);
    problem(getWithoutKey(path(session, what + "?token=")), 401);
    problem(getWithoutKey(path(session, what), "X-Api-Key", "wrong-key"), 401);
    problem(getWithoutKey(path(session, what), "Authorization", "Bearer wrong-key"), 401);
    problem(getWithoutKey(path(session, what + "?token=garbled")), 403);
    problem(getWithoutKey(path(session, what + "?token=" + forged)), 403);
    problem(getWithoutKey(path(session, what), "Authorization", "Bearer " + forged), 403);
    problem(getWithoutKey(path(session, what + "?token=" + foreign)), 403);
    problem(getWithoutKey(path(session, what), "Authorization", "Bearer " + foreign), 403);
    if (what.equals("messages")) {
      assertThat(getWithoutKey(path(session, what), "Authorization", "Bearer " + own).status())
          .isEqualTo(200);
      assertThat(gateway.get(path(session, what)).status()).isEqualTo(200);
      return;
    }
    for (String[] header :
        new String[][] {{"Authorization", "Bearer " + own}, {"X-Api-Key", KEY}}) {
      try (StreamClient answer = StreamClient.open(gateway, path(session, what), header)) {
        assertThat(answer.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void tokenOpensNothingElse() {
    String token = token(gateway, newSession());

    problem(getWithoutKey("/api/handoffs/x", "Authorization", "Bearer " + token), 401);
    problem(getWithoutKey("/api/handoffs/x?token=" + token), 401);
  }

  @Test
  void streamEndsWithItsToken() {
    String session = newSession();
    String path = streamPath(gateway, session);
    try (StreamClient stream = StreamClient.open(gateway, path);
        StreamClient withKey =
            StreamClient.open(gateway, path(session, "stream"), "X-Api-Key", KEY)) {
      clock.advance(Duration.ofHours(1));

      await().until(stream::hasEnded);
      assertThat(stream.fields()).doesNotContain("closed");
      problem(getWithoutKey(path), 401);
      int before = withKey.comments().size();
      await().until(() -> withKey.comments().size() > before);
    }
  }

  @Test
  void quietStreamBeats() {
    try (StreamClient stream = open(newSession())) {
      await().until(() -> stream.comments().size() >= 3);

      assertThat(stream.comments()).allMatch(":"::equals);
    }
  }

  @Test
  void streamsAreCountedAndBounded() {
    String session = newSession();
    await().until(() -> streams() == 0);
    try (StreamClient one = open(session);
        StreamClient two = open(session);
        StreamClient three = open(session)) {
      Gateway.Answer fourth = getWithoutKey(streamPath(gateway, session));

      problem(fourth, 429);
      assertThat(fourth.headers()).containsKey("retry-after");
      assertThat(List.of(one.status(), two.status(), three.status())).containsOnly(200);
      assertThat(streams()).isEqualTo(3);
      assertThat(gateway.bean(MeterRegistry.class).get("handoff.streams").gauge().value())
          .isEqualTo(3);
    }
    await().until(() -> streams() == 0);

    List<StreamClient> all = IntStream.range(0, 30).mapToObj(i -> open(newSession())).toList();
    Gateway.Answer oneMore = getWithoutKey(streamPath(gateway, newSession()));
    all.forEach(StreamClient::close);

    problem(oneMore, 503);
    assertThat(oneMore.headers()).containsKey("retry-after");
    await().until(() -> streams() == 0);
  }

  final int streams() {
    return gateway.bean(OpenStreams.class).count();
  }

  @Test
  void readerThatTakesNothingHoldsNobodyUpAndIsCutOff() throws Exception {
    String session = newSession();
    await().until(() -> streams() == 0);
    try (StuckReader stuck = StuckReader.open(gateway, streamPath(gateway, session));
        StreamClient other = open(session)) {
      await().until(() -> streams() == 2);
      String[] texts =
          IntStream.range(0, 200).mapToObj(i -> "y".repeat(60_000)).toArray(String[]::new);
      for (String text : texts) {
        say(gateway, session, text);
      }

      await().until(() -> other.events().size() == texts.length);
      assertThat(other.ids()).isEqualTo(numbers(1, texts.length));
      await().until(() -> streams() == 1);
      assertThat(stuck.isCutOff()).isTrue();
    }
  }

  @Test
  void streamOutlivesAStoreThatFails() {
    String session = newSession();
    UnsteadyStore store = gateway.bean(UnsteadyStore.class);
    try (StreamClient stream = openWithStates(session)) {
      await().until(() -> stream.states().size() == 1);
      store.away(true);
      say(gateway, session, "one");
      Gateway.Answer list = gateway.get(path(session, "messages"));
      int before = stream.comments().size();
      await().until(() -> stream.comments().size() > before);

      problem(list, 503);
      assertThat(list.headers()).containsKey("retry-after");
      assertThat(stream.events()).isEmpty();
      store.away(false);
      await().until(() -> stream.ids().equals(List.of(1L)));
    } finally {
      store.away(false);
    }
  }

  @Test
  void headOpensNoStream() {
    String session = newSession();
    await().until(() -> streams() == 0);

    assertThat(gateway.send("HEAD", path(session, "stream"), null, Map.of()).status())
        .isEqualTo(200);
    assertThat(streams()).isZero();
  }

  @Test
  void tokenIsNotLogged(CapturedOutput output) {
    String session = newSession();
    String own = token(gateway, session);
    String foreign = token(gateway, newSession());
    gateway.post(path(session, "stream-token"), "{}");
    getWithoutKey(path(session, "stream?token=" + foreign));
    getWithoutKey(path(session, "messages?after=x&token=" + own));
    open(session).close();

    assertThat(output.getAll()).doesNotContain(own).doesNotContain(foreign);
  }

  @Test
  void pagesOfListedOriginsMayRead() {
    String session = newSession();
    String path = path(session, "messages?token=" + token(gateway, session));

    assertThat(new Origin(gateway, path).get("https://www.example.com"))
        .isEqualTo("200 https://www.example.com");
    assertThat(new Origin(gateway, path).get("https://evil.example.com")).isEqualTo("403 null");
    assertThat(new Origin(gateway, path).get("https://gw.example")).isEqualTo("200 null");
    assertThat(new Origin(gateway, path).preflight("https://www.example.com"))
        .isEqualTo("200 https://www.example.com");
    assertThat(new Origin(gateway, path).preflight("https://evil.example.com"))
        .isEqualTo("403 null");
  }
}
