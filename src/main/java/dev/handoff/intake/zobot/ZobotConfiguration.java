package dev.handoff.intake.zobot;

import dev.handoff.callback.CallbackWords;
import dev.handoff.intake.SignatureCheck;
import dev.handoff.routing.Departments;
import dev.handoff.routing.KeywordTable;
import dev.handoff.routing.Reception;
import dev.handoff.tables.Tables;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ZobotConfiguration {

  @Bean
  Texts zobotTexts(Tables tables, DialogueSettings settings) {
    return new Texts(tables.open(TextTable.KIND), settings.defaultLanguage());
  }

  @Bean
  Dialogue dialogue(
      DialogueSettings settings,
      Texts texts,
      Tables tables,
      CallbackWords words,
      Reception reception,
      Departments departments,
      Clock clock) {
    return new Dialogue(
        settings, texts, tables.open(KeywordTable.KIND), words, reception, departments, clock);
  }

  @Bean
  SignatureCheck salesIqSignatures(@Value("${handoff.salesiq-public-keys}") String keys) {
    return SignatureCheck.withKeys(keys);
  }
}
