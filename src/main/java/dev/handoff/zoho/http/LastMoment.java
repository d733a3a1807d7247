package dev.handoff.zoho.http;

import dev.handoff.zoho.Departure;
import dev.handoff.zoho.MissedDepartureException;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.springframework.stereotype.Component;

/**
 * Looks at the {@link Departure} of a request when its connection stands and the next thing is to
 * write its bytes. Inside the HTTP client, because leasing and opening a connection take time of
 * their own. The departure travels as a header, which is taken off here.
 */
@Component
final class LastMoment implements ExecChainHandler {

  static final String HEADER = HttpClients.DEPARTURE;

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Header header = request.getFirstHeader(HEADER);
    if (header != null) {
      request.removeHeaders(HEADER);
      Departure departure = Departure.parse(header.getValue());
      if (departure.isMissed()) {
        throw new MissedDepartureException(departure);
      }
    }
    return chain.proceed(request, scope);
  }
}
