package dev.handoff.intake;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads on which webhooks run. Camel would take the first executor it finds, with eight
 * threads and an endless queue; here it is virtual threads where Java has them, else a bounded pool
 * that refuses work instead of hoarding it.
 */
@Configuration(proxyBeanMethods = false)
class HttpEngine {

  private static final int VIRTUAL_THREADS_FROM = 21;
  private static final int THREADS = 256;
  private static final int QUEUE = 512;

  @Bean("platform-http-engine")
  PlatformHttpEngine platformHttpEngine(@Value("${server.port:8080}") int port) {
    return new SpringBootPlatformHttpEngine(port, webhookExecutor());
  }

  private static Executor webhookExecutor() {
    if (Runtime.version().feature() >= VIRTUAL_THREADS_FROM) {
      return new VirtualThreadTaskExecutor("webhook-");
    }
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            Duration.ofSeconds(60).toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            work -> {
              Thread thread = new Thread(work, "webhook-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
