package dev.handoff.operations;

import com.zaxxer.hikari.HikariDataSource;
import dev.handoff.secrets.Secrets;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** New connections use the password that the file holds by then; open ones stay as they are. */
@Component
final class DatabasePassword {

  DatabasePassword(Secrets secrets, DataSource database) throws SQLException {
    if (database.isWrapperFor(HikariDataSource.class)) {
      HikariDataSource pool = database.unwrap(HikariDataSource.class);
      secrets.onChange(
          "SPRING_DATASOURCE_PASSWORD",
          password -> pool.getHikariConfigMXBean().setPassword(password));
    }
  }
}
