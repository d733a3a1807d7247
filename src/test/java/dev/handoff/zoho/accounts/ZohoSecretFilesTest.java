package dev.handoff.zoho.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.secrets.Secrets;
import dev.handoff.zoho.ZohoProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.env.MockEnvironment;

/** Zoho's secrets in files, while the database is away. */
class ZohoSecretFilesTest {

  @TempDir Path folder;

  private final AtomicBoolean away = new AtomicBoolean(true);
  private final LiveEnvironment environment =
      new LiveEnvironment(
          new Binder(
                  new MapConfigurationPropertySource(
                      Map.of("handoff.zoho.ordinary.client-secret", "former")))
              .bind("handoff.zoho", ZohoProperties.class)
              .get());

  private void follow() {
    if (away.get()) {
      throw new DataAccessResourceFailureException("away");
    }
  }

  @Test
  void whatCouldNotBeTakenOverAndWasTakenBackIsNotInForce() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "former");
    Secrets secrets =
        new Secrets(
            new MockEnvironment()
                .withProperty("ZOHO_CLIENT_SECRET_FILE", file.toString())
                .withProperty("ZOHO_CLIENT_SECRET", "former"));
    new ZohoSecretFiles(secrets, environment, this::follow);
    look(secrets, file, "wrong");
    assertThat(secrets.refused()).containsKey("ZOHO_CLIENT_SECRET");

    look(secrets, file, "former");
    assertThat(environment.get().ordinary().clientSecret()).isEqualTo("former");
    assertThat(secrets.refused()).isEmpty();

    away.set(false);
    look(secrets, file, "newer");
    assertThat(environment.get().ordinary().clientSecret()).isEqualTo("newer");
  }

  private static void look(Secrets secrets, Path file, String secret) throws IOException {
    Files.writeString(file, secret);
    secrets.look();
    secrets.look();
  }
}
