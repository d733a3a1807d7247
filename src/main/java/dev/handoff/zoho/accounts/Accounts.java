package dev.handoff.zoho.accounts;

import dev.handoff.zoho.ZohoReply;
import java.util.Map;

/** Zoho Accounts' token endpoint, reached over HTTP. */
public interface Accounts {

  /**
   * Posts a form to {@code /oauth/v2/token} of that server.
   *
   * @param server such as {@code https://accounts.zoho.eu}
   * @throws RuntimeException when no complete answer came
   */
  ZohoReply token(String server, Map<String, String> form);
}
