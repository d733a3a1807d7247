package dev.handoff.webchat.widget;

import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One gateway, one bot, one site and one browser for all tests of the widget. */
final class Stage implements ExtensionContext.Store.CloseableResource {

  /** Of one session in a minute. */
  static final int MOST_MESSAGES = 40;

  static final int MOST_HANDOFFS = 100;

  final SimulatedZoho zoho = SimulatedZoho.start();
  final AnswerStub bot = AnswerStub.start();
  final HostPage site = HostPage.start();
  final Gateway gateway =
      Gateway.start(
          zoho,
          TestDatabase.H2.fresh(),
          Map.of(
              "handoff.answer-service.pause",
              "0s",
              "handoff.widget.origins",
              site.origin(),
              "handoff.widget.limits.messages",
              "" + MOST_MESSAGES,
              "handoff.widget.limits.sessions",
              "10000",
              "handoff.widget.limits.handoffs",
              "" + MOST_HANDOFFS,
              "handoff.widget.limits.address",
              "10000",
              "ZOHO_WEBHOOK_SECRET",
              Agent.SECRET,
              "HANDOFF_ANSWER_SERVICE_URL",
              bot.url()));
  final Chromium chromium = Chromium.start();

  /** The site's page, with these attributes on the widget's tag. */
  String page(String... attributes) {
    return site.address(gateway.uri("").toString(), String.join(" ", attributes));
  }

  @Override
  public void close() {
    chromium.close();
    gateway.close();
    site.close();
    bot.close();
    zoho.close();
  }

  /** Gives the stage to whoever asks for it. */
  static final class Resolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Stage.class))
          .getOrComputeIfAbsent(Stage.class);
    }
  }
}
