package dev.handoff.setup.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Shakes hands with a server and reads its certificate; sends nothing else. */
final class Certificates {

  private Certificates() {}

  /**
   * The server's certificate, after a handshake with all the checks of an ordinary call.
   *
   * @throws IOException when the handshake fails
   */
  static X509Certificate trusted(InetSocketAddress address, int millis) throws IOException {
    return read((SSLSocketFactory) SSLSocketFactory.getDefault(), address, millis, true);
  }

  /** Why a handshake fails, read off the certificate; null when the certificate is not why. */
  static @Nullable String fault(InetSocketAddress address, int millis, Date now) {
    try {
      SSLContext blind = SSLContext.getInstance("TLS");
      blind.init(null, new TrustManager[] {new Onlooker()}, null);
      X509Certificate shown = read(blind.getSocketFactory(), address, millis, false);
      if (now.after(shown.getNotAfter())) {
        return "its certificate expired on " + day(shown.getNotAfter());
      }
      if (now.before(shown.getNotBefore())) {
        return "its certificate is not valid before " + day(shown.getNotBefore());
      }
      return shown.getIssuerX500Principal().equals(shown.getSubjectX500Principal())
          ? "its certificate is self-signed"
          : "its certificate is for another name, or its issuer is not trusted here";
    } catch (IOException | GeneralSecurityException noCertificate) {
      return null;
    }
  }

  static String day(Date date) {
    return date.toInstant().toString().substring(0, 10);
  }

  private static X509Certificate read(
      SSLSocketFactory factory, InetSocketAddress address, int millis, boolean checkName)
      throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(address, millis);
      plain.setSoTimeout(millis);
      try (SSLSocket tls =
          (SSLSocket)
              factory.createSocket(plain, address.getHostString(), address.getPort(), true)) {
        if (checkName) {
          SSLParameters parameters = tls.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return (X509Certificate) tls.getSession().getPeerCertificates()[0];
      }
    }
  }

  /** Looks at what a server shows without trusting it; nothing is sent over such a connection. */
  private static final class Onlooker implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
