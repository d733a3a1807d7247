package dev.handoff.setup.doctor;

import dev.handoff.handoff.FaultText;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why a connection did not come about; never with what was sent over it. */
final class Words {

  private Words() {}

  static String of(Throwable failure) {
    String words = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return "the name is not known to the DNS";
      }
      words = words == null ? own(cause) : words;
    }
    return words == null ? "an unforeseen failure; the log has its kind" : words;
  }

  /** Only the kinds of failure, for the log. */
  static String types(Throwable failure) {
    return FaultText.of(failure);
  }

  private static @Nullable String own(Throwable cause) {
    if (cause instanceof SocketTimeoutException || cause instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    if (cause instanceof NoRouteToHostException) {
      return "there is no route to the host";
    }
    if (cause instanceof SSLException) {
      return "the TLS handshake failed";
    }
    if (cause instanceof ConnectException) {
      return "the connection was refused";
    }
    return cause instanceof SocketException
            || cause instanceof EOFException
            || cause instanceof ClosedChannelException
        ? "the connection was cut"
        : null;
  }
}
