package dev.handoff.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.apache.camel.AggregationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What routes name with a hash. */
@Configuration(proxyBeanMethods = false)
class FlowConfiguration {

  /** Tokens as last seen; short, so that what other nodes do is seen soon. */
  @Bean
  Cache<Object, Object> zohoTokenCache() {
    return Caffeine.newBuilder().maximumSize(16).expireAfterWrite(Duration.ofSeconds(10)).build();
  }

  /** Desk contacts made or matched lately: longer than Desk's search usually lags. */
  @Bean
  Cache<Object, Object> deskContactCache() {
    return Caffeine.newBuilder()
        .maximumSize(10_000)
        .expireAfterWrite(Duration.ofMinutes(10))
        .build();
  }

  /** The enabled departments of the SalesIQ portal. */
  @Bean
  Cache<Object, Object> salesIqDepartmentCache() {
    return Caffeine.newBuilder().maximumSize(16).expireAfterWrite(Duration.ofMinutes(10)).build();
  }

  /** Of several look-ups, the first that found something; nothing when none did. */
  @Bean
  AggregationStrategy firstFound() {
    return (before, now) -> before != null && before.getMessage().getBody() != null ? before : now;
  }
}
