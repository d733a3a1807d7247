package dev.handoff.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.TranscriptEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptReaderTest {

  private static JsonFields lineAt(String at) {
    String body = "{\"history\":[{\"role\":\"user\",\"text\":\"hi\",\"at\":\"" + at + "\"}]}";
    return JsonFields.parse(new ObjectMapper(), body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-28T15:30:00Z, 2026-11-28T15:30:00Z",
    "2026-11-28T15:30:00+02:00, 2026-11-28T13:30:00Z",
    "2026-11-28T15:30:00, 2026-11-28T15:30:00Z",
    "1764343800, 2025-11-28T15:30:00Z",
    "1764343800123, 2025-11-28T15:30:00.123Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
  })
  void readsTimesInEveryUsualForm(String at, Instant expected) {
    List<TranscriptEntry> lines = TranscriptReader.read(lineAt(at), "history");

    assertThat(lines).extracting(TranscriptEntry::at).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+300000-01-01T00:00:00Z",
        "-5000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00",
        "999999999999999999",
        "99999999999999999999",
        "yesterday"
      })
  void refusesTimesOutsideYearsOfFourDigits(String at) {
    JsonFields fields = lineAt(at);
    TranscriptReader.read(fields, "history");

    assertThatThrownBy(fields::check).isInstanceOf(RequestProblem.class);
  }
}
