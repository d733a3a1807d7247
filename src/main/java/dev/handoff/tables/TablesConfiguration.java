package dev.handoff.tables;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class TablesConfiguration {

  @Bean
  Tables tables(Environment settings) {
    return new Tables(TableFolders.of(settings), Clock.systemUTC());
  }

  @Bean
  TablesPolling tablesPolling(Tables tables, TablesProperties settings) {
    return new TablesPolling(tables, settings.polling());
  }
}
