package dev.handoff.routing;

import dev.handoff.tables.Tables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  @Bean
  Categories categories(Tables tables) {
    return new Categories(tables.open(CategoryTable.KIND));
  }

  @Bean
  Triggers triggers(TriggerProperties settings, Tables tables) {
    return new Triggers(settings, tables.open(KeywordTable.KIND));
  }

  @Bean
  BusinessHours businessHours(Tables tables) {
    return new BusinessHours(tables.open(HoursTable.KIND));
  }
}
