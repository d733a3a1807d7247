package dev.handoff.webchat.widget;

import dev.handoff.intake.RequestProblem;
import dev.handoff.webchat.StreamTokens;
import dev.handoff.webchat.StreamTokens.Issued;
import dev.handoff.webchat.StreamTokens.Verdict;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Sessions that the widget opens: who shows the token of one may speak in it. Nothing is stored for
 * a session before something is said in it.
 */
@Component
final class SessionAccess {

  /** Sets them apart from the sessions of sites' own chats, whose tokens are for reading only. */
  private static final String PREFIX = "widget-";

  private static final String BEARER = "bearer ";

  private final StreamTokens tokens;
  private final StreamTokens renewals;

  SessionAccess(StreamTokens tokens, @Qualifier("renewalTokens") StreamTokens renewals) {
    this.tokens = tokens;
    this.renewals = renewals;
  }

  /** An id that nobody can guess. */
  String newSession() {
    return PREFIX + UUID.randomUUID();
  }

  /** Opens the session for a while; goes through addresses, so it is short-lived. */
  Issued token(String session) {
    return tokens.issue(session);
  }

  /** What a new token is given for, as long as the browser is to remember the session. */
  Issued renewal(String session) {
    return renewals.issue(session);
  }

  /**
   * Lets in who shows the session's token.
   *
   * @throws RequestProblem 401 or 403
   */
  void check(String session, @Nullable String authorization) {
    check(tokens, session, authorization);
  }

  /**
   * Lets in who shows what new tokens are given for.
   *
   * @throws RequestProblem 401 or 403
   */
  void checkRenewal(String session, @Nullable String authorization) {
    check(renewals, session, authorization);
  }

  private static void check(StreamTokens kind, String session, @Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw RequestProblem.unauthorized("Send the session's token as 'Authorization: Bearer'");
    }
    Verdict verdict = kind.verify(authorization.substring(BEARER.length()).strip(), session);
    if (verdict instanceof Verdict.OtherSession) {
      throw RequestProblem.forbidden("This token is for another session");
    }
    if (verdict instanceof Verdict.Forged) {
      throw RequestProblem.forbidden("This token is not one of this gateway's");
    }
    if (!(verdict instanceof Verdict.Good)) {
      throw RequestProblem.unauthorized("This token is expired or for something else");
    }
    if (!session.startsWith(PREFIX)) {
      throw RequestProblem.forbidden(
          "This token lets a session be read; the widget did not open it");
    }
  }
}
