package dev.handoff.intake;

import dev.handoff.traces.Traces;
import java.util.concurrent.Executor;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads on which webhooks run. Camel would take the first executor it finds, with eight
 * threads and an endless queue; here it is virtual threads where Java has them, else a bounded pool
 * that refuses work instead of hoarding it. SalesIQ's webhooks, which must answer within four
 * seconds, have threads of their own, so that callers who wait elsewhere don't stand in their way.
 */
@Configuration(proxyBeanMethods = false)
class HttpEngine {

  private static final String SALESIQ = "/webhook/salesiq";
  private static final int VIRTUAL_THREADS_FROM = 21;
  private static final int THREADS = 256;
  private static final int QUEUE = 512;

  /** More than may be at work or wait for it: no call waits here. */
  private static final int ZOBOT_THREADS = 1024;

  @Bean("platform-http-engine")
  PlatformHttpEngine platformHttpEngine(@Value("${server.port:8080}") int port) {
    if (Runtime.version().feature() >= VIRTUAL_THREADS_FROM) {
      return new SpringBootPlatformHttpEngine(
          port, Traces.carried(new VirtualThreadTaskExecutor("webhook-")));
    }
    return new Engine(
        port,
        Traces.carried(WorkerThreads.refusing("webhook-", THREADS, QUEUE)),
        Traces.carried(WorkerThreads.prompt("zobot-", ZOBOT_THREADS)));
  }

  private static final class Engine extends SpringBootPlatformHttpEngine {

    private final Executor zobot;

    Engine(int port, Executor others, Executor zobot) {
      super(port, others);
      this.zobot = zobot;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
      return endpoint.getPath().startsWith(SALESIQ)
          ? new SpringBootPlatformHttpConsumer(endpoint, processor, zobot)
          : super.createConsumer(endpoint, processor);
    }
  }
}
