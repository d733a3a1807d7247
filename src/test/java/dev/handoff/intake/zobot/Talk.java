package dev.handoff.intake.zobot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.handoff.callback.CallbackWords;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.intake.zobot.DialogueTurn.Effect;
import dev.handoff.intake.zobot.DialogueTurn.Ordered;
import dev.handoff.routing.Departments;
import dev.handoff.routing.KeywordTable;
import dev.handoff.routing.Keywords;
import dev.handoff.routing.Reception;
import dev.handoff.tables.Table;
import dev.handoff.tables.Tables;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** One conversation with the bot; the state goes through JSON between any two calls. */
final class Talk {

  static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private static final Tables TABLES = Tables.in(Path.of("config/tables"));
  private static final Texts TEXTS = new Texts(TABLES.open(TextTable.KIND), "en");
  private static final Table<KeywordTable.Words> KEYWORDS = TABLES.open(KeywordTable.KIND);

  private final DialogueSettings settings;
  static final String USUAL_DEPARTMENT = "5100000000002025";

  private static final Departments USUAL =
      new Departments() {
        @Override
        public String chat() {
          return USUAL_DEPARTMENT;
        }

        @Override
        public @Nullable String call() {
          return null;
        }
      };

  private final ObjectNode visitor = JSON.createObjectNode();
  private DialogueState state = DialogueState.initial();
  private Instant now = NOW;
  private int calls;
  private ChatStand chat = ChatStand.SETTLED;
  private @Nullable Order order;
  private @Nullable Effect effect;

  private Talk(DialogueSettings settings) {
    this.settings = settings;
    visitor.put("active_conversation_id", "c5f0a3d7e9");
  }

  static Talk begin() {
    return new Talk(settings(Map.of()));
  }

  static Talk forwarding() {
    return new Talk(
        settings(
            Map.of(
                "handoff.zobot.transfer", "forward",
                "handoff.zobot.forward-department", "5100000000002024")));
  }

  static Talk forwardingToTheUsual() {
    return new Talk(settings(Map.of("handoff.zobot.transfer", "forward")));
  }

  static DialogueSettings settings(Map<String, String> properties) {
    return bound("handoff.zobot", DialogueSettings.class, properties);
  }

  static Dialogue dialogue(DialogueSettings settings, Clock clock) {
    CallbackWords words = new CallbackWords(clock, settings.callbackSoonest());
    return new Dialogue(settings, TEXTS, KEYWORDS, words, Reception.ALWAYS, USUAL, clock);
  }

  /** What the bot says to whom no language is known of. */
  static DialogueTexts texts() {
    return TEXTS.in(null);
  }

  static Keywords keywords() {
    return KEYWORDS.get().bot();
  }

  static <T> T bound(String prefix, Class<T> type, Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
  }

  Talk knowing(String field, String value) {
    visitor.put(field, value);
    return this;
  }

  Talk forgetting(String... fields) {
    visitor.remove(List.of(fields));
    return this;
  }

  /** How far the chat is that was asked for. */
  Talk chatIs(ChatStand stand) {
    chat = stand;
    return this;
  }

  /** The visitor takes that long for the next message. */
  Talk pausing(Duration pause) {
    now = now.plus(pause);
    return this;
  }

  /** The visitor writes; the answer, or null when an order follows. */
  @Nullable ZobotAnswer say(String text) {
    return call("message", body -> body.putObject("message").put("text", text));
  }

  @Nullable ZobotAnswer click(String cardId) {
    return call(
        "message",
        body ->
            body.putObject("message")
                .put("text", "")
                .putObject("meta")
                .putObject("card_data")
                .put("id", cardId));
  }

  @Nullable ZobotAnswer attach() {
    return call("message", body -> body.putArray("attachments").addObject());
  }

  @Nullable ZobotAnswer land() {
    return call("trigger", body -> {});
  }

  @Nullable ZobotAnswer fail(int code, String action) {
    return call(
        "failure",
        body -> {
          body.putObject("cause").put("code", code);
          body.putObject("failed_response").put("action", action);
        });
  }

  /** The same call as the last one, delivered again. */
  @Nullable ZobotAnswer sayAgain(String text) {
    calls--;
    return say(text);
  }

  ZobotAnswer outcome(OrderOutcome outcome) {
    return outcomeOf(order(), outcome);
  }

  ZobotAnswer outcomeOf(Order of, OrderOutcome outcome) {
    Answered answered = dialogue().outcome(state, of, outcome);
    state = throughJson(answered.state());
    return answered.answer();
  }

  void operatorLeaves() {
    state = state.operatorLeft();
  }

  Order order() {
    if (order == null) {
      throw new AssertionError("no order was placed");
    }
    return order;
  }

  boolean hasOrder() {
    return order != null;
  }

  DialogueState state() {
    return state;
  }

  @Nullable Effect effect() {
    return effect;
  }

  private Dialogue dialogue() {
    return dialogue(settings, Clock.fixed(now, ZoneOffset.UTC));
  }

  private @Nullable ZobotAnswer call(String handler, Consumer<ObjectNode> rest) {
    ObjectNode body = JSON.createObjectNode().put("handler", handler);
    body.set("visitor", visitor);
    body.putObject("request").put("id", "req-" + ++calls);
    rest.accept(body);
    DialogueTurn turn = dialogue().next(state, ZobotRequest.read(body), chat);
    state = throughJson(turn.state());
    order = turn instanceof Ordered ordered ? ordered.order() : null;
    effect = turn instanceof Answered answered ? answered.effect() : null;
    return turn instanceof Answered answered ? answered.answer() : null;
  }

  private static DialogueState throughJson(DialogueState state) {
    try {
      DialogueState read = JSON.readValue(JSON.writeValueAsString(state), DialogueState.class);
      if (!read.equals(state)) {
        throw new AssertionError("not the same after JSON: " + JSON.writeValueAsString(state));
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
