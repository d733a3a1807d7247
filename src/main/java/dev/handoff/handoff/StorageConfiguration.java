package dev.handoff.handoff;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

  @Bean
  Rows rows(ObjectMapper json) {
    return new Rows(json);
  }
}
