package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhoneNamesTest {

  private static final String ONE = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String OTHER = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
  private static final String DIGITS = "15145550100";

  private static String name(String key) {
    return new PhoneNames(List.of(key)).name(DIGITS);
  }

  @Test
  void nobodyCanNameANumberWithoutTheKey() throws NoSuchAlgorithmException {
    byte[] plain =
        MessageDigest.getInstance("SHA-256").digest(DIGITS.getBytes(StandardCharsets.UTF_8));

    assertThat(name(ONE))
        .matches("[0-9a-f]{64}")
        .isEqualTo(name(ONE))
        .isNotEqualTo(name(OTHER))
        .isNotEqualTo(HexFormat.of().formatHex(plain));
  }

  @Test
  void theFirstKeyNamesAndEveryKeyFinds() {
    PhoneNames rotated = new PhoneNames(List.of(ONE, OTHER));

    assertThat(rotated.name(DIGITS)).isEqualTo(name(ONE));
    assertThat(rotated.names(DIGITS)).containsExactly(name(ONE), name(OTHER));
  }

  @Test
  void otherNumbersHaveOtherNames() {
    PhoneNames names = new PhoneNames(List.of(ONE));

    assertThat(names.name(DIGITS)).isNotEqualTo(names.name("15145550101"));
  }
}
