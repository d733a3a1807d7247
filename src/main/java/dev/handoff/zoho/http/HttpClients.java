package dev.handoff.zoho.http;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.stereotype.Component;

/** What every HTTP client of the routes is given beyond its settings. */
@Component("httpClients")
public final class HttpClients implements HttpClientConfigurer {

  private final AnswerDeadline deadline;
  private final LastMoment lastMoment;

  HttpClients(AnswerDeadline deadline, LastMoment lastMoment) {
    this.deadline = deadline;
    this.lastMoment = lastMoment;
  }

  /** The deadline is around everything, the last look right before the bytes are written. */
  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client.addExecInterceptorFirst("answer-deadline", deadline);
    client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "last-moment", lastMoment);
  }
}
