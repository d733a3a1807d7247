package dev.handoff.zoho.http;

import java.time.Duration;
import java.util.List;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/** What every HTTP client of the routes is given beyond its settings. */
@Component("httpClients")
public final class HttpClients implements HttpClientConfigurer {

  /** Header of a request with a {@link dev.handoff.zoho.Departure}; it does not leave. */
  public static final String DEPARTURE = "x-handoff-departure";

  private static final Timeout CONNECTION_LEASE = Timeout.ofSeconds(5);

  private final AnswerDeadline deadline;
  private final LastMoment lastMoment;
  private final List<ExecChainHandler> more;

  HttpClients(AnswerDeadline deadline, LastMoment lastMoment, List<ExecChainHandler> all) {
    this.deadline = deadline;
    this.lastMoment = lastMoment;
    this.more =
        all.stream().filter(handler -> handler != deadline && handler != lastMoment).toList();
  }

  /**
   * The deadline is around everything, the last look right before the bytes are written; handlers
   * that somebody adds as beans stand in between.
   */
  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    configure(client, deadline);
  }

  /** The same for calls whose whole answer has to be there in that time, whatever Zoho's is. */
  public HttpClientConfigurer within(Duration whole) {
    AnswerDeadline own = new AnswerDeadline(whole.toMillis());
    return client -> {
      client.setDefaultRequestConfig(
          RequestConfig.custom()
              .setConnectionRequestTimeout(CONNECTION_LEASE)
              .setResponseTimeout(Timeout.of(whole))
              .build());
      configure(client, own);
    };
  }

  private void configure(HttpClientBuilder client, AnswerDeadline whole) {
    more.forEach(
        handler -> client.addExecInterceptorFirst(handler.getClass().getSimpleName(), handler));
    client.addExecInterceptorFirst("answer-deadline", whole);
    client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "last-moment", lastMoment);
  }
}
