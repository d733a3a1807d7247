package dev.handoff.webchat;

import java.time.Instant;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A browser that has shown the token of one session. */
final class SessionReader extends AbstractAuthenticationToken {

  private final Instant until;

  SessionReader(Instant until) {
    super(AuthorityUtils.createAuthorityList("ROLE_SESSION"));
    this.until = until;
    setAuthenticated(true);
  }

  /** When the token ends. */
  Instant until() {
    return until;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return "session";
  }
}
