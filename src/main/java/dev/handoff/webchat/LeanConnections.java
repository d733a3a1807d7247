package dev.handoff.webchat;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.web.embedded.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/**
 * Gives each connection smaller buffers: with Tomcat's own, of 8 KB each, 10,000 open streams hold
 * 200 MB more. Whatever is longer is read in several parts; what is written goes past them.
 */
@Component
final class LeanConnections implements TomcatConnectorCustomizer {

  private static final String BYTES = "2048";

  @Override
  public void customize(Connector connector) {
    connector.setProperty("socket.appReadBufSize", BYTES);
    connector.setProperty("socket.appWriteBufSize", BYTES);
  }
}
