package dev.handoff.zoho;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Why no answer came.
 *
 * @param sent false only when the request certainly never left
 */
public record ConnectionFailure(String code, String words, boolean sent) {

  private static final int DEEPEST = 20;

  /** What the exception of an HTTP client means. */
  public static ConnectionFailure of(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure;
        cause != null && depth < DEEPEST;
        cause = cause.getCause(), depth++) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return new ConnectionFailure("dns", "the host name cannot be resolved", false);
      }
      if (cause instanceof ConnectTimeoutException
          || cause instanceof ConnectionRequestTimeoutException) {
        return new ConnectionFailure("connect_timeout", "no connection in time", false);
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return new ConnectionFailure("connection_refused", "no connection", false);
      }
      if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
        return new ConnectionFailure("tls", "the TLS handshake failed", false);
      }
      if (cause instanceof SSLException) {
        return new ConnectionFailure("tls", "the TLS connection broke", true);
      }
      if (cause instanceof SocketTimeoutException) {
        return new ConnectionFailure("timeout", "no answer in time", true);
      }
    }
    return new ConnectionFailure(
        "connection_lost",
        "the connection broke before the answer was complete ("
            + failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)
            + ")",
        true);
  }
}
