package dev.handoff.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.operations.Operator;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the file of the embedded database still says of somebody who was forgotten. */
class EmbeddedFileTest {

  private static final String EMAIL = "zora.quillfeather@example.test";
  private static final String WORDS = "lavender-and-thyme";

  private final Map<String, String> database = TestDatabase.H2.fresh();
  private final Path file = Path.of(path() + ".mv.db");
  private final Path due = Path.of(path() + ".write-anew");

  private String path() {
    return database.get("SPRING_DATASOURCE_URL").replaceAll("^jdbc:h2:file:|;.*", "");
  }

  private boolean isInFile(String text) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
  }

  /** Stopped once without its note, as by a crash before, and once with it. */
  @Test
  void whoWasForgottenIsOutOfTheFileOnceTheGatewayStopped() throws IOException {
    try (SimulatedZoho zoho = SimulatedZoho.start()) {
      try (Gateway gateway = Gateway.start(zoho, database, Map.of())) {
        others(gateway);
        delivered(gateway);
        others(gateway);
        Gateway.Answer erased =
            gateway.send("DELETE", "/ops/api/visitors?email=" + EMAIL, null, Operator.LOGIN);
        assertThat(erased.json().path("handoffs").asInt()).isEqualTo(1);
        assertThat(due).exists();
        Files.delete(due);
      }
      Files.createFile(due);
      Gateway.start(zoho, database, Map.of()).close();

      assertThat(isInFile(EMAIL)).isFalse();
      assertThat(isInFile(WORDS)).isFalse();
      assertThat(due).doesNotExist();
    }
  }

  /** So much of others that closing alone does not write all of it anew. */
  private static void others(Gateway gateway) {
    JdbcTemplate db = gateway.bean(JdbcTemplate.class);
    Random random = new Random(1);
    byte[] bytes = new byte[4_000];
    for (int n = 0; n < 1_000; n++) {
      random.nextBytes(bytes);
      db.update(
          "insert into audit (tenant, id, who, act, subject, detail, happened_at)"
              + " values ('main', ?, 'x', 'page', 'x', ?, current_timestamp)",
          UUID.randomUUID().toString(),
          HexFormat.of().formatHex(bytes));
    }
  }

  private static void delivered(Gateway gateway) {
    Handoffs handoffs = gateway.bean(Handoffs.class);
    var handoff =
        handoffs
            .accept(
                TestOrder.ticket()
                    .email(EMAIL)
                    .says(AuthorType.VISITOR, (WORDS + " ").repeat(300))
                    .build())
            .handoff();
    await()
        .until(
            () ->
                handoffs.find("main", handoff.id()).orElseThrow().state()
                    == HandoffState.DELIVERED);
  }
}
