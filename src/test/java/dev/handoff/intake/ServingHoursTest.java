package dev.handoff.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Before the routes run and after they have stopped, nothing is said to be missing. */
class ServingHoursTest {

  private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
  private final ServingHours hours =
      new ServingHours(availability, new HttpAnswerWriter(new ObjectMapper()));
  private MockHttpServletResponse response;

  @BeforeEach
  void fresh() {
    response = new MockHttpServletResponse();
  }

  private MockFilterChain call(String path) throws Exception {
    MockFilterChain chain = new MockFilterChain();
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setServletPath(path);
    hours.doFilter(request, response, chain);
    return chain;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhook/salesiq", "/api/handoffs", "/api/chat/handoff"})
  void tellsCallersToComeAgainWhileItStarts(String path) throws Exception {
    MockFilterChain chain = call(path);

    assertThat(chain.getRequest()).isNull();
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
  }

  @Test
  void letsCallersInOnceItIsReady() throws Exception {
    availability.onApplicationEvent(
        new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));

    assertThat(call("/api/handoffs").getRequest()).isNotNull();
  }

  @Test
  void neverHidesTheHealth() throws Exception {
    assertThat(call("/actuator/health").getRequest()).isNotNull();
  }
}
