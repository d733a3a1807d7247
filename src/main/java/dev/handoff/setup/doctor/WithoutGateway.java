package dev.handoff.setup.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.intake.AnswerServiceProperties;
import dev.handoff.relay.BotEventsProperties;
import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.desk.DeskProperties;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What can be looked at with nothing but the settings, while no gateway runs. A group of settings
 * that cannot be used is passed over; the configuration's own lines say why.
 */
public final class WithoutGateway {

  private static final String H2 = "jdbc:h2:";

  private final ConfigurableEnvironment environment;
  private final InstantSource clock = InstantSource.system();

  public WithoutGateway(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** The settings that are looked at. */
  public ConfigurableEnvironment environment() {
    return environment;
  }

  /** The database as it is configured; one that is not there is not made by looking. */
  public DatabaseCheck database() {
    String url = environment.getProperty("spring.datasource.url", "");
    DriverManagerDataSource database =
        new DriverManagerDataSource(
            url.startsWith(H2) ? url + ";IFEXISTS=TRUE" : patient(url),
            environment.getProperty("spring.datasource.username", ""),
            environment.getProperty("spring.datasource.password", ""));
    return new DatabaseCheck(database, clock, environment.acceptsProfiles(Profiles.of("sandbox")));
  }

  private static String patient(String url) {
    return url.contains("connectTimeout=")
        ? url
        : url + (url.contains("?") ? "&" : "?") + "connectTimeout=5&loginTimeout=5&socketTimeout=8";
  }

  /** All of it, side by side. */
  public List<Finding> look() {
    List<Check> checks = new ArrayList<>();
    checks.add(database());
    with("handoff.zoho", ZohoProperties.class, zoho -> zoho(ZohoPlaces.of(zoho), checks));
    with(
        "handoff.catch-up",
        CatchUpProperties.class,
        catchUp ->
            with(
                "handoff.desk",
                DeskProperties.class,
                desk ->
                    checks.add(
                        new WebhookCheck(
                            catchUp,
                            desk,
                            environment.getProperty("handoff.salesiq-public-keys")))));
    with(
        "handoff.answer-service",
        AnswerServiceProperties.class,
        answers -> checks.add(new AnswerServiceCheck(answers, new ObjectMapper())));
    with("handoff.bot-events", BotEventsProperties.class, bots -> bots(bots, checks));
    return Round.of(checks, Doctor.WHOLE);
  }

  /** Sends the bot one event that belongs to no conversation. */
  public List<Finding> sendTestEvent() {
    List<Check> checks = new ArrayList<>();
    with(
        "handoff.bot-events",
        BotEventsProperties.class,
        bots -> checks.add(new TestEvent(bots, clock)));
    return Round.of(checks, Doctor.WHOLE);
  }

  private void zoho(ZohoPlaces places, List<Check> checks) {
    checks.add(HostCheck.accounts(places, clock));
    checks.add(HostCheck.desk(places, clock));
    checks.add(HostCheck.salesIq(places, clock));
    checks.add(new ClockCheck(places, clock));
  }

  private void bots(BotEventsProperties bots, List<Check> checks) {
    checks.add(BotCallbackCheck.callback(bots, clock));
    checks.add(BotCallbackCheck.botpress(bots, clock));
  }

  private <T> void with(String prefix, Class<T> type, Consumer<T> use) {
    T settings;
    try {
      settings = Binder.get(environment).bindOrCreate(prefix, type);
    } catch (BindException | IllegalArgumentException unusable) {
      return;
    }
    use.accept(settings);
  }
}
