package dev.handoff.zoho.http;

import java.util.List;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.stereotype.Component;

/** What every HTTP client of the routes is given beyond its settings. */
@Component("httpClients")
public final class HttpClients implements HttpClientConfigurer {

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
    more.forEach(
        handler -> client.addExecInterceptorFirst(handler.getClass().getSimpleName(), handler));
    client.addExecInterceptorFirst("answer-deadline", deadline);
    client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "last-moment", lastMoment);
  }
}
