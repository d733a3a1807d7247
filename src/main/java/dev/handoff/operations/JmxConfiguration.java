package dev.handoff.operations;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.HandoffTally;
import dev.handoff.relay.catchup.CatchUpWorker;
import dev.handoff.webchat.OpenStreams;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.limits.ZohoLimits;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.AnnotationJmxAttributeSource;
import org.springframework.jmx.export.assembler.MetadataMBeanInfoAssembler;
import org.springframework.jmx.support.RegistrationPolicy;

/** The MBeans of the domain {@code dev.handoff}; each is named here and nowhere else. */
@Configuration(proxyBeanMethods = false)
class JmxConfiguration {

  @Bean
  DeadLettersBean deadLettersBean(
      HandoffTally tally,
      HandoffLists lists,
      HandoffStory story,
      DeadLetterActs acts,
      BulkReplay bulk) {
    return new DeadLettersBean(tally, lists, story, acts, bulk);
  }

  @Bean
  BotEventsBean botEventsBean(BotEventActs acts, BotEventsReading reading) {
    return new BotEventsBean(acts, reading);
  }

  @Bean
  NodeBean nodeBean(OpenStreams streams, CatchUpWorker catchUp) {
    return new NodeBean(streams, catchUp);
  }

  @Bean
  MBeanExporter handoffBeans(
      HandoffTally tally,
      TokenBroker broker,
      ZohoLimits limits,
      DeadLettersBean deadLetters,
      BotEventsBean botEvents,
      NodeBean node,
      Audit audit,
      Clock clock) {
    Map<String, Object> beans = new HashMap<>();
    beans.put("dev.handoff:type=DeadLetters", deadLetters);
    beans.put("dev.handoff:type=BotEvents", botEvents);
    beans.put("dev.handoff:type=Node", node);
    beans.put("dev.handoff:type=Handoffs", new HandoffsBean(tally, clock));
    for (CredentialName name : CredentialName.values()) {
      beans.put(
          "dev.handoff:type=ZohoTokens,credential=" + name.wireName(),
          new ZohoTokensBean(broker, name));
    }
    for (ZohoHost host : ZohoHost.values()) {
      beans.put(
          "dev.handoff:type=ZohoSide,side=" + host.wireName(),
          new ZohoSideBean(limits, host, audit));
    }
    MBeanExporter exporter = new MBeanExporter();
    exporter.setAssembler(new MetadataMBeanInfoAssembler(new AnnotationJmxAttributeSource()));
    exporter.setBeans(beans);
    // Two gateways in one process show the younger one.
    exporter.setRegistrationPolicy(RegistrationPolicy.REPLACE_EXISTING);
    return exporter;
  }
}
