package dev.handoff.keeping;

import com.zaxxer.hikari.HikariDataSource;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.VisitorGone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The file of the embedded database keeps what was deleted until its space is written anew, which
 * may take for ever. So once somebody was forgotten, the file is written anew when the gateway
 * stops: {@code SHUTDOWN COMPACT} copies what is there into a new one. That it is due is noted in a
 * file beside it, so that the next stop does it if this one never comes to its end.
 */
@Component
class EmbeddedFile implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedFile.class);

  private static final String EMBEDDED = "jdbc:h2:";
  private static final String DUE = ".write-anew";

  /** Where the database is, and who may open it. */
  private record Place(
      String url, @Nullable String user, @Nullable String password, Path file, Path due) {}

  private final ObjectProvider<DataSource> database;
  private @Nullable Place place;

  /** The database is asked for late and closed first. */
  EmbeddedFile(ObjectProvider<DataSource> database, ConfigurableBeanFactory beans) {
    this.database = database;
    beans.registerDependentBean("embeddedFile", "dataSource");
  }

  /** Finds the file while the database is open. */
  @EventListener(ApplicationReadyEvent.class)
  void find() throws SQLException {
    HikariDataSource pool = database.getObject().unwrap(HikariDataSource.class);
    String url = pool.getJdbcUrl();
    if (url == null || !url.startsWith(EMBEDDED)) {
      return;
    }
    String path =
        JdbcClient.create(pool)
            .sql("select database_path()")
            .query(String.class)
            .optional()
            .orElse(null);
    Path file = path == null ? null : Path.of(path + ".mv.db");
    if (file != null && Files.exists(file)) {
      place = new Place(url, pool.getUsername(), pool.getPassword(), file, Path.of(path + DUE));
    }
  }

  /** From now on there is something in the file that nobody may find there for long. */
  @EventListener
  void on(VisitorGone gone) {
    Place known = place;
    if (known != null) {
      try {
        Files.write(known.due(), new byte[0]);
      } catch (IOException e) {
        log.warn("{} cannot be written: {}", known.due(), FaultText.of(e));
      }
    }
  }

  /** Everybody else has let go of the database. */
  @Override
  public void destroy() {
    Place known = place;
    if (known == null || !Files.exists(known.due())) {
      return;
    }
    try {
      writeAnew(known);
      Files.delete(known.due());
      log.info("wrote {} anew: what was forgotten is out of it", known.file());
    } catch (SQLException | IOException e) {
      log.warn("{} is written anew at the next stop: {}", known.file(), FaultText.of(e));
    }
  }

  private static void writeAnew(Place known) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(known.url(), known.user(), known.password());
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown compact");
    }
  }
}
