package dev.handoff.setup.doctor;

import dev.handoff.handoff.NodeClock;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.accounts.TokenBroker;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The checks that are made more than once, or also without a gateway. */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {

  @Bean
  @Order(20)
  DatabaseCheck databaseCheck(DataSource database, NodeClock clock, Environment environment) {
    return new DatabaseCheck(
        database, clock.time(), environment.acceptsProfiles(Profiles.of("sandbox")));
  }

  @Bean
  @Order(40)
  Check accountsHostCheck(ZohoProperties zoho, NodeClock clock) {
    return hosts(zoho, clock.time()).get(0);
  }

  @Bean
  @Order(41)
  Check deskHostCheck(ZohoProperties zoho, NodeClock clock) {
    return hosts(zoho, clock.time()).get(1);
  }

  @Bean
  @Order(42)
  Check salesIqHostCheck(ZohoProperties zoho, NodeClock clock) {
    return hosts(zoho, clock.time()).get(2);
  }

  @Bean
  @Order(45)
  ClockCheck clockCheck(ZohoProperties zoho, NodeClock clock) {
    return new ClockCheck(zoho::accounts, clock.time());
  }

  @Bean
  @Order(50)
  CredentialCheck ordinaryCredentialCheck(TokenBroker broker) {
    return new CredentialCheck(broker, CredentialName.ORDINARY);
  }

  @Bean
  @Order(51)
  CredentialCheck organisationCredentialCheck(TokenBroker broker) {
    return new CredentialCheck(broker, CredentialName.ORGANISATION);
  }

  /** Accounts, Desk, SalesIQ. */
  static List<Check> hosts(ZohoProperties zoho, InstantSource clock) {
    return List.of(
        host(HostCheck.ACCOUNTS, "ZOHO_ACCOUNTS_URL", zoho::accounts, clock),
        host(HostCheck.DESK, "ZOHO_DESK_API_URL", zoho::desk, clock),
        host(HostCheck.SALESIQ, "ZOHO_SALESIQ_API_URL", zoho::salesiqBase, clock));
  }

  private static Check host(
      String name, String setting, Supplier<String> url, InstantSource clock) {
    return new HostCheck(name, setting, url, clock);
  }
}
