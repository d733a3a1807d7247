package dev.handoff.intake.zobot;

import dev.handoff.callback.CallbackWords;
import dev.handoff.intake.SignatureCheck;
import dev.handoff.routing.Reception;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ZobotConfiguration {

  @Bean
  Dialogue dialogue(
      DialogueSettings settings,
      DialogueTexts texts,
      Keywords keywords,
      CallbackWords words,
      Reception reception,
      Clock clock) {
    return new Dialogue(settings, texts, keywords, words, reception, clock);
  }

  @Bean
  SignatureCheck salesIqSignatures(@Value("${handoff.salesiq-public-keys}") String keys) {
    return SignatureCheck.withKeys(keys);
  }
}
