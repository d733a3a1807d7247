package dev.handoff.setup.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLException;

/** Whether a server can be reached from here: its name, a connection, its certificate. */
final class Reach {

  private static final int MILLIS = 4_000;
  private static final Duration SOON = Duration.ofDays(14);

  private final String check;
  private final String setting;
  private final InstantSource clock;

  /**
   * @param setting what names the server, for the remedy
   */
  Reach(String check, String setting, InstantSource clock) {
    this.check = check;
    this.setting = setting;
    this.clock = clock;
  }

  /** Says nothing of the address but its host and port. */
  List<Finding> look(URI address) {
    String host = String.valueOf(address.getHost()).replaceAll("^\\[|]$", "");
    boolean tls = "https".equalsIgnoreCase(address.getScheme());
    int port = address.getPort() >= 0 ? address.getPort() : tls ? 443 : 80;
    try {
      InetAddress[] found = InetAddress.getAllByName(host);
      InetSocketAddress there = new InetSocketAddress(host, port);
      return tls ? secure(there, found) : plain(there, found);
    } catch (UnknownHostException unknown) {
      return List.of(
          failed(
              host + ": the name is not known to the DNS",
              "Correct " + setting + ", or mend the DNS of this machine."));
    } catch (IOException failure) {
      return List.of(
          failed(
              host + ":" + port + ": " + Words.of(failure),
              "Correct " + setting + ", or let this machine connect to it (firewall, proxy)."));
    }
  }

  private List<Finding> plain(InetSocketAddress there, InetAddress[] found) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(there, MILLIS);
    }
    String what = there.getHostString() + " answers at " + found[0].getHostAddress();
    return List.of(
        found[0].isLoopbackAddress()
            ? Finding.ok(check, what + ", on this machine and without TLS")
            : Finding.warning(
                check,
                what + " without TLS: tokens and visitors' words travel readable",
                "Use an https address in " + setting + "."));
  }

  private List<Finding> secure(InetSocketAddress there, InetAddress[] found) throws IOException {
    Instant now = clock.instant();
    X509Certificate shown;
    try {
      shown = Certificates.trusted(there, MILLIS);
    } catch (SSLException refused) {
      String fault = Certificates.fault(there, MILLIS, Date.from(now));
      return List.of(
          failed(
              there.getHostString()
                  + ": "
                  + (fault == null ? "no TLS there, or none that fits" : fault),
              fault == null
                  ? "Correct the port or the scheme in " + setting + "."
                  : "Let its owner renew the certificate; correct "
                      + setting
                      + "; or, behind a proxy that opens TLS, give Java its certificate"
                      + " (-Djavax.net.ssl.trustStore)."));
    }
    String what =
        "%s answers at %s; TLS certificate valid until %s"
            .formatted(
                there.getHostString(),
                found[0].getHostAddress(),
                Certificates.day(shown.getNotAfter()));
    List<Finding> all = new ArrayList<>();
    all.add(
        now.plus(SOON).isAfter(shown.getNotAfter().toInstant())
            ? Finding.warning(check, what + ", which is soon", "Let its owner renew it.")
            : Finding.ok(check, what));
    return all;
  }

  private Finding failed(String what, String remedy) {
    return Finding.failed(check, what, remedy);
  }
}
