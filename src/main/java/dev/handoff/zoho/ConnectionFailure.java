package dev.handoff.zoho;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Why no answer came.
 *
 * @param sent false only when the request certainly never left
 */
public record ConnectionFailure(String code, String words, boolean sent) {

  private static final int DEEPEST = 20;
  private static final String DNS = "dns";
  private static final String NO_CONNECTION = "connect_timeout";
  private static final String REFUSED = "connection_refused";
  private static final String TLS = "tls";
  private static final String TIMEOUT = "timeout";
  private static final String LOST = "connection_lost";
  private static final Set<String> CODES = Set.of(DNS, NO_CONNECTION, REFUSED, TLS, TIMEOUT, LOST);

  /** Whether {@code code} is one of a connection; its words are the gateway's own then. */
  public static boolean isCode(String code) {
    return CODES.contains(code);
  }

  /** What the exception of an HTTP client means, where the host is not to be named. */
  public static ConnectionFailure of(Throwable failure) {
    return of(failure, null);
  }

  /**
   * What the exception of an HTTP client means.
   *
   * @param url that was called; only its host is named
   */
  public static ConnectionFailure of(Throwable failure, @Nullable String url) {
    String host = host(url);
    int depth = 0;
    for (Throwable cause = failure;
        cause != null && depth < DEEPEST;
        cause = cause.getCause(), depth++) {
      ConnectionFailure known = known(cause, host);
      if (known != null) {
        return known;
      }
    }
    return new ConnectionFailure(
        LOST, "the connection to " + host + " broke before the answer was complete", true);
  }

  private static @Nullable ConnectionFailure known(Throwable cause, String host) {
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return new ConnectionFailure(DNS, host + " is not known to DNS", false);
    }
    if (cause instanceof ConnectTimeoutException
        || cause instanceof ConnectionRequestTimeoutException) {
      return new ConnectionFailure(NO_CONNECTION, "no connection to " + host + " in time", false);
    }
    if (cause instanceof NoRouteToHostException) {
      return new ConnectionFailure(REFUSED, "no way leads to " + host, false);
    }
    if (cause instanceof ConnectException) {
      return new ConnectionFailure(REFUSED, host + " refuses connections", false);
    }
    if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
      return new ConnectionFailure(TLS, "the TLS handshake with " + host + " failed", false);
    }
    if (cause instanceof SSLException) {
      return new ConnectionFailure(TLS, "the TLS connection to " + host + " broke", true);
    }
    if (cause instanceof SocketTimeoutException) {
      return new ConnectionFailure(TIMEOUT, "no answer from " + host + " in time", true);
    }
    return null;
  }

  private static String host(@Nullable String url) {
    try {
      String host = url == null ? null : URI.create(url).getHost();
      return host == null ? "the host" : host;
    } catch (IllegalArgumentException unreadable) {
      return "the host";
    }
  }
}
