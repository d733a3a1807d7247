package dev.handoff.delivery.attachments;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/** HTTP clients that do only what they are told: no redirects, cookies, logins or decompression. */
final class FetchClients {

  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final int MOST = 32;
  private static final int MOST_TO_ONE = 4;

  private FetchClients() {}

  static CloseableHttpClient make(DnsResolver names, AttachmentProperties settings) {
    Timeout silence = Timeout.of(settings.time());
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(silence)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(silence).build())
                .setMaxConnTotal(MOST)
                .setMaxConnPerRoute(MOST_TO_ONE)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .build();
  }

  /**
   * Carries out the exchange; when its time is over it is cut off, however much has come.
   *
   * @param end by {@link System#nanoTime()}
   */
  static Object until(long end, URI uri, AttachmentFetcher.Exchange exchange) throws IOException {
    HttpGet request = new HttpGet(uri);
    request.setHeader("Accept-Encoding", "identity");
    request.setHeader("User-Agent", "handoff-gateway");
    CompletableFuture<Void> ended = new CompletableFuture<>();
    CompletableFuture<Void> cut =
        ended
            .orTimeout(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)
            .exceptionally(
                late -> {
                  request.cancel();
                  return null;
                });
    try {
      return exchange.with(request);
    } catch (IOException | IllegalStateException failed) {
      if (ended.isCompletedExceptionally()) {
        throw (SocketTimeoutException) new SocketTimeoutException("too slow").initCause(failed);
      }
      throw failed;
    } finally {
      ended.complete(null);
      cut.cancel(false);
    }
  }
}
