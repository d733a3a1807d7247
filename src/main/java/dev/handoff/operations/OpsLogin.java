package dev.handoff.operations;

import dev.handoff.secrets.Secrets;
import java.io.Serial;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.stereotype.Component;

/**
 * The operators' login. Who logged in carries a stamp of the password of that moment, so that a
 * changed password ends what was begun with the one before; open streams of consoles end too.
 */
@Component
final class OpsLogin implements UserDetailsService {

  private final String user;
  private volatile Password current;

  /**
   * The settings are read as they stand; {@code @Value} would take a password for an expression.
   */
  OpsLogin(Environment settings, Secrets secrets, ConsoleStreams streams) {
    this.user = settings.getRequiredProperty("handoff.ops.user");
    this.current = Password.of(settings.getRequiredProperty("handoff.ops.password"));
    secrets.onChange(
        "HANDOFF_OPS_PASSWORD",
        changed -> {
          current = Password.of(changed);
          streams.endAll();
        });
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    if (!name.equals(user)) {
      throw new UsernameNotFoundException("There is no such operator");
    }
    return new Operator(user, current);
  }

  /** Whether this login was made with a password that is no longer in force. */
  boolean isOutdated(Authentication login) {
    return login.getPrincipal() instanceof Operator operator
        && !operator.stamp.equals(current.stamp());
  }

  private record Password(String encoded, String stamp) {

    static Password of(String password) {
      return new Password(
          PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(password),
          UUID.randomUUID().toString());
    }
  }

  private static final class Operator extends User {

    @Serial private static final long serialVersionUID = 1;

    private final String stamp;

    Operator(String name, Password password) {
      super(name, password.encoded(), AuthorityUtils.createAuthorityList("ROLE_OPS"));
      this.stamp = password.stamp();
    }
  }
}
