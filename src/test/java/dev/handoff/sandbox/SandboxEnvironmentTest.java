package dev.handoff.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.testing.Ports;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SandboxEnvironmentTest {

  private final StandardEnvironment environment = new StandardEnvironment();

  @Test
  void staysOutOfOtherProfiles() {
    process();

    assertThat(environment.getProperty("ZOHO_ACCOUNTS_URL")).isNull();
    assertThatThrownBy(() -> SandboxEnvironment.zohoOf(environment))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void pointsToSimulatedZohoWhateverTheUserHasSet() {
    user(Map.of("ZOHO_ACCOUNTS_URL", "https://accounts.zoho.com", "ZOHO_CLIENT_SECRET", "real"));
    environment.setActiveProfiles("sandbox");

    process();

    try (SimulatedZoho zoho = SandboxEnvironment.zohoOf(environment)) {
      assertThat(environment.getProperty("ZOHO_ACCOUNTS_URL")).isEqualTo(zoho.accountsUrl());
      assertThat(environment.getProperty("ZOHO_DESK_API_URL")).isEqualTo(zoho.deskUrl());
      assertThat(environment.getProperty("ZOHO_SALESIQ_API_URL")).isEqualTo(zoho.salesiqUrl());
      assertThat(environment.getProperty("ZOHO_CLIENT_SECRET"))
          .isEqualTo(zoho.settings().ordinary().clientSecret());
      assertThat(environment.getProperty("ZOHO_SALESIQ_DEPARTMENT_ID"))
          .isEqualTo(zoho.settings().salesiqDepartmentId());
    }
  }

  @Test
  void givesWayToTheUsersOwnKeys() {
    user(Map.of("HANDOFF_API_KEYS", "mine"));
    environment.setActiveProfiles("sandbox");

    process();

    SandboxEnvironment.zohoOf(environment).close();
    assertThat(environment.getProperty("HANDOFF_API_KEYS")).isEqualTo("mine");
    assertThat(environment.getProperty("HANDOFF_OPS_USER")).isEqualTo("ops");
    assertThat(Base64.getDecoder().decode(environment.getProperty("HANDOFF_ENCRYPTION_KEY")))
        .hasSize(32);
  }

  @Test
  void startsOnlyOneZohoPerEnvironment() {
    environment.setActiveProfiles("sandbox");

    process();
    SimulatedZoho first = SandboxEnvironment.zohoOf(environment);
    process();

    assertThat(SandboxEnvironment.zohoOf(environment)).isSameAs(first);
    first.close();
  }

  @Test
  void takesTheWantedPort() throws Exception {
    int port = Ports.ofOnesOwn();
    user(Map.of("handoff.sandbox.zoho-port", port));
    environment.setActiveProfiles("sandbox");

    process();

    try (SimulatedZoho zoho = SandboxEnvironment.zohoOf(environment)) {
      assertThat(zoho.port()).isEqualTo(port);
    }
  }

  private void user(Map<String, Object> properties) {
    environment.getPropertySources().addFirst(new MapPropertySource("user", properties));
  }

  private void process() {
    new SandboxEnvironment().postProcessEnvironment(environment, new SpringApplication());
  }
}
