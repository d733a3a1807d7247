package dev.handoff.tables;

import dev.handoff.polling.Polling;
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
  Polling tablesPolling(Tables tables, TablesProperties settings) {
    return new Polling("tables", tables::look, settings.polling());
  }
}
