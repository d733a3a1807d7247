package dev.handoff.routing;

import dev.handoff.tables.Tables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  @Bean
  BusinessHours businessHours(Tables tables) {
    return new BusinessHours(tables.open(HoursTable.KIND));
  }
}
