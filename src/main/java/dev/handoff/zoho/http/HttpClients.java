package dev.handoff.zoho.http;

import java.util.List;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.stereotype.Component;

/** What every HTTP client of the routes is given beyond its settings. */
@Component("httpClients")
public final class HttpClients implements HttpClientConfigurer {

  private final List<ExecChainHandler> handlers;

  HttpClients(List<ExecChainHandler> handlers) {
    this.handlers = handlers;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    handlers.forEach(
        handler -> client.addExecInterceptorFirst(handler.getClass().getSimpleName(), handler));
  }
}
