package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A strict Zoho in memory: Accounts, Desk and SalesIQ on one loopback port.
 *
 * <p>It refuses what Zoho refuses, forgets everything when it is closed, and fails on demand
 * through {@link #faults()}. All methods are thread-safe; what they return are copies in the order
 * of creation.
 */
public final class SimulatedZoho implements AutoCloseable {

  private final Settings settings;
  private final Faults faults;
  private final FaultAnswers faultAnswers = new FaultAnswers(this::switches);
  private final RequestLog log = new RequestLog();
  private final Tokens tokens;
  private final Accounts accounts;
  private final DeskRecords deskRecords;
  private final DeskAgent deskAgent;
  private final DeskSigner deskSigner = new DeskSigner();
  private final Desk desk;
  private final SalesIq salesIq;
  private final SalesIqOperator operator;
  private final HttpListener listener;
  private volatile Switches switches = Switches.defaults();
  private volatile Duration searchDelay;

  private SimulatedZoho(Settings settings) {
    this.settings = settings;
    this.searchDelay = settings.searchDelay();
    this.faults = new Faults(settings.seed());
    this.tokens = new Tokens(settings);
    Ids ids = new Ids(settings.clock().instant());
    this.accounts = new Accounts(settings, tokens, this::switches, this::accountsUrl);
    this.deskRecords = new DeskRecords(settings, ids, () -> searchDelay);
    this.deskAgent = new DeskAgent(deskRecords);
    this.desk = new Desk(settings, tokens, deskRecords, deskAgent);
    this.salesIq = new SalesIq(settings, ids, tokens, this::switches);
    this.operator = new SalesIqOperator(salesIq.conversations, salesIq.webhooks, settings);
    this.listener = HttpListener.start(settings.port(), this::handle);
  }

  /** Starts on a free port, without a search delay. */
  public static SimulatedZoho start() {
    return start(Settings.forTests());
  }

  public static SimulatedZoho start(Settings settings) {
    return new SimulatedZoho(settings);
  }

  public Settings settings() {
    return settings;
  }

  public int port() {
    return listener.port();
  }

  public String accountsUrl() {
    return url(Side.ACCOUNTS);
  }

  public String deskUrl() {
    return url(Side.DESK);
  }

  public String salesiqUrl() {
    return url(Side.SALESIQ);
  }

  /** What goes wrong from now on. */
  public Faults faults() {
    return faults;
  }

  public Switches switches() {
    return switches;
  }

  /** Reads Zoho's papers another way from the next request on. */
  public synchronized void change(UnaryOperator<Switches> change) {
    switches = change.apply(switches);
  }

  /**
   * Sets how long a Desk write stays invisible to the searches; writes of the past are judged anew.
   */
  public void searchDelay(Duration delay) {
    searchDelay = delay;
  }

  /** Ends every live access token; refresh tokens stay. */
  public void expireAllTokens() {
    tokens.expireAll();
  }

  /** From now on tokens lack these scopes, as if they had not been consented to. */
  public void withholdScopes(Set<String> scopes) {
    tokens.withhold(scopes);
  }

  /** From now on any number of tokens may be fetched; until the next {@link #reset()}. */
  public void liftTokenLimit() {
    accounts.liftLimit();
  }

  /** Sets how many of Desk's credits are left today; its answers tell. */
  public void deskCredits(int left) {
    desk.credits(left);
  }

  /** From now on tickets have exactly these custom fields; by default any name is one. */
  public void deskTicketFields(Set<String> apiNames) {
    deskRecords.ticketFields = Set.copyOf(apiNames);
  }

  /** Starts the three minutes of a Zobot request that was answered with {@code pending}. */
  public void awaitCallback(String requestId) {
    salesIq.callbacks.await(requestId);
  }

  /** From now on what the operator does is posted to this URL as SalesIQ's event webhooks. */
  public void postEventsTo(URI webhook) {
    operator.tell(webhook);
  }

  /** In which form event webhooks come from now on. */
  public void tellEventsAs(EventForm form) {
    operator.tellAs(form);
  }

  /** From now on event webhooks are signed with this RSA key. */
  public void signEventsWith(PrivateKey key) {
    operator.sign(key);
  }

  /** Every event webhook so far, as it was or would have been posted. */
  public List<JsonNode> events() {
    return operator.events();
  }

  /** Event webhooks that failed are made again to this URL, whatever the webhook's own is. */
  public void postRetriedEventsTo(URI webhook) {
    operator.tellAgain(webhook);
  }

  /** How many event webhooks were not taken and are kept to be made again. */
  public int failedEvents() {
    return salesIq.webhooks.failed.snapshot().size();
  }

  /** An operator takes a waiting conversation; either of its ids will do. */
  public void operatorJoins(String conversationId) {
    operator.join(conversationId);
  }

  /** An operator writes, and takes the conversation first when nobody has; returns the message. */
  public JsonNode operatorSays(String conversationId, String text) {
    return operator.say(conversationId, text);
  }

  /**
   * The conversation ends: by {@code agent}, {@code visitor} or {@code system}; missed when nobody
   * had taken it.
   */
  public void endConversation(String conversationId, String by) {
    operator.end(conversationId, by);
  }

  /** The person who answers on tickets. */
  public DeskAgent deskAgent() {
    return deskAgent;
  }

  /** Signs as Desk does. */
  public DeskSigner deskSigner() {
    return deskSigner;
  }

  public List<JsonNode> contacts() {
    return deskRecords.contacts.snapshot();
  }

  public List<JsonNode> tickets() {
    return deskRecords.tickets.snapshot();
  }

  public List<JsonNode> calls() {
    return deskRecords.calls.snapshot();
  }

  public List<JsonNode> comments() {
    return deskRecords.comments.snapshot();
  }

  public List<JsonNode> conversations() {
    return salesIq.conversations.conversations.snapshot();
  }

  /**
   * Every SalesIQ message, the opening questions included; each names its {@code conversation_id}.
   */
  public List<JsonNode> messages() {
    return salesIq.conversations.messages.snapshot();
  }

  /** Every accepted Zobot callback: {@code request_id}, {@code kind} and {@code body}. */
  public List<JsonNode> callbacks() {
    return salesIq.callbacks.received.snapshot();
  }

  public Refreshes refreshes() {
    return accounts.refreshes();
  }

  /** The latest ten thousand requests, oldest first; one that hangs is logged before it does. */
  public List<LoggedRequest> requests() {
    return log.all();
  }

  /**
   * Tells of every request from now on, before its client sees the end; on the request's own
   * thread. There is one watcher; a new one replaces it.
   */
  public void watch(Consumer<LoggedRequest> watcher) {
    log.watch(watcher);
  }

  /** Back to the state after the start: no records, tokens, faults or logs; switches by default. */
  public void reset() {
    faults.clear();
    switches = Switches.defaults();
    searchDelay = settings.searchDelay();
    accounts.reset();
    desk.reset();
    deskAgent.clear();
    salesIq.reset();
    operator.clear();
    log.clear();
  }

  @Override
  public void close() {
    listener.close();
    deskAgent.close();
    operator.close();
  }

  private String url(Side side) {
    return "http://127.0.0.1:" + port() + side.prefix();
  }

  private void handle(Request request, Connection connection) throws IOException {
    boolean isKeys = request.path().equals(DeskSigner.PATH);
    Optional<Side> side = isKeys ? Optional.of(Side.DESK) : Side.of(request.path());
    if (side.isEmpty()) {
      connection.send(Answer.html(404, "<html><body>Not found</body></html>"), false);
      return;
    }
    Request inner = isKeys ? request : request.within(side.get());
    Exchange exchange =
        new Exchange(side.get(), inner, connection, settings.clock().instant(), log);
    exchange.run(
        faults.strike(side.get(), inner),
        asked -> answer(side.get(), asked),
        fault -> faultAnswer(side.get(), inner, fault));
  }

  private Answer answer(Side side, Request request) {
    Answer answer;
    try {
      answer =
          switch (side) {
            case ACCOUNTS -> accounts.answer(request);
            case DESK ->
                request.path().equals(DeskSigner.PATH)
                    ? Answer.json(200, deskSigner.keys())
                    : desk.answer(request);
            case SALESIQ -> salesIq.answer(request);
          };
    } catch (Refusal refusal) {
      answer = refusal.answer();
    }
    return finish(side, request, answer);
  }

  private Answer faultAnswer(Side side, Request request, Fault fault) {
    return finish(side, request, faultAnswers.answer(fault, side));
  }

  private Answer finish(Side side, Request request, Answer answer) {
    return side == Side.DESK ? desk.withCredits(request, answer) : answer;
  }
}
