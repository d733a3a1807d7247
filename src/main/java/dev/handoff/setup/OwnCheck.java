package dev.handoff.setup;

import dev.handoff.intake.SignatureCheck;
import dev.handoff.secrets.SecretList;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the gateway's own keys, logins, port and database can be used. */
final class OwnCheck {

  private static final String API_KEYS = "HANDOFF_API_KEYS";
  private static final String ENCRYPTION = "HANDOFF_ENCRYPTION_KEY";
  private static final String SIGNATURES = "ZOHO_SALESIQ_PUBLIC_KEYS";
  private static final String BOTPRESS_KEYS = "BOTPRESS_KEYS";
  private static final String DESK_SECRET = "ZOHO_WEBHOOK_SECRET";
  private static final String DESK_WEBHOOKS = "ZOHO_DESK_WEBHOOK_IDS";
  private static final String DATABASE = "SPRING_DATASOURCE_URL";
  private static final String NEW_KEY = "Make one with: openssl rand -base64 32";
  private static final int SHORT_PATH_KEY = 20;
  private static final int ENCRYPTION_BYTES = 32;
  private static final String USER = "HANDOFF_OPS_USER";
  private static final String PASSWORD = "HANDOFF_OPS_PASSWORD";
  private static final int LONGEST_USER = 120;

  /** BCrypt takes no more. */
  private static final int LONGEST_PASSWORD = 72;

  private final Given given;
  private final boolean sandbox;

  OwnCheck(Given given, boolean sandbox) {
    this.given = given;
    this.sandbox = sandbox;
  }

  void check(Consumer<String> warn) {
    if (!sandbox) {
      required();
    }
    login();
    Stream.of(API_KEYS, ENCRYPTION, SIGNATURES, BOTPRESS_KEYS).forEach(this::notAsList);
    apiKeys(warn);
    botpressKeys();
    encryptionKeys();
    signatureKeys();
    new BotCheck(given, sandbox).check(warn);
    database();
    number("SERVER_PORT", 0, 65_535);
    number("HANDOFF_DB_CONNECTIONS", 2, 10_000);
    logFormat();
  }

  private void required() {
    if (!isList(API_KEYS)) {
      given.require(
          API_KEYS,
          "one or more keys for /api, separated by commas",
          "Make one with: openssl rand -hex 32");
    }
    given.require(USER, "a name for the operators' login", "Choose one, for example ops.");
    given.require(
        PASSWORD, "a password for the operators' login", "Make one with: openssl rand -base64 24");
    if (!isList(ENCRYPTION)) {
      given.require(ENCRYPTION, "one or more 256-bit keys in Base64, separated by commas", NEW_KEY);
    }
  }

  private void login() {
    String user = given.value(USER);
    if (user != null && user.length() > LONGEST_USER) {
      given.note(
          USER,
          "%d characters".formatted(user.length()),
          "a name of at most " + LONGEST_USER + " characters",
          "Choose a shorter one.");
    }
    String password = given.value(PASSWORD);
    int bytes = password == null ? 0 : password.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_PASSWORD) {
      given.note(
          PASSWORD,
          "%d bytes".formatted(bytes),
          "a password of at most " + LONGEST_PASSWORD + " bytes",
          "Make one with: openssl rand -base64 24");
    }
  }

  /** A YAML list would not arrive, and missing signature keys would mean that none are required. */
  private void notAsList(String name) {
    if (isList(name)) {
      given.note(
          name,
          "a list",
          "one text, its parts separated by commas",
          "Write it as " + name + ": \"first,second\".");
    }
  }

  private boolean isList(String name) {
    return given.environment().containsProperty(name + "[0]");
  }

  private void apiKeys(Consumer<String> warn) {
    String keys = given.value(API_KEYS);
    if (keys == null) {
      return;
    }
    if (parts(API_KEYS).isEmpty()) {
      given.note(
          API_KEYS, "only commas", "one or more keys", "Make one with: openssl rand -hex 32");
    }
    SecretList.guessable(API_KEYS, keys).forEach(warn);
  }

  /** They stand in a path, where a short one could be found by trying. */
  private void botpressKeys() {
    List<String> keys = parts(BOTPRESS_KEYS);
    for (int i = 0; i < keys.size(); i++) {
      if (!keys.get(i).matches("[A-Za-z0-9._~-]{" + SHORT_PATH_KEY + ",}")) {
        given.note(
            BOTPRESS_KEYS,
            "key " + (i + 1) + " is too short, or cannot stand in a path",
            SHORT_PATH_KEY + " or more letters, digits, dots, dashes or underscores",
            "Make one with: openssl rand -hex 32");
      }
    }
  }

  private void encryptionKeys() {
    String value = given.value(ENCRYPTION);
    List<String> keys = value == null ? List.of() : List.of(value.split(",", -1));
    for (int i = 0; i < keys.size(); i++) {
      String fault = encryptionFault(keys.get(i).strip());
      if (fault != null) {
        given.note(ENCRYPTION, "key " + (i + 1) + " " + fault, "256 bits in Base64", NEW_KEY);
      }
    }
  }

  private static @Nullable String encryptionFault(String key) {
    if (key.isEmpty()) {
      return "is empty";
    }
    try {
      int bytes = Base64.getDecoder().decode(key).length;
      return bytes == ENCRYPTION_BYTES ? null : "has " + bytes * 8 + " bits";
    } catch (IllegalArgumentException notBase64) {
      return "is not Base64";
    }
  }

  private void signatureKeys() {
    try {
      SignatureCheck.withKeys(given.value(SIGNATURES));
    } catch (IllegalArgumentException unreadable) {
      given.note(
          SIGNATURES,
          "a key that cannot be read",
          "RSA public keys, PEM or bare Base64, separated by commas",
          unreadable.getMessage() + ".");
    }
  }

  private List<String> parts(String name) {
    String value = given.value(name);
    return value == null
        ? List.of()
        : Stream.of(value.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
  }

  private void database() {
    String url = given.value(DATABASE);
    if (url == null) {
      userWithoutDatabase();
      return;
    }
    if (H2Address.isH2(url)) {
      h2(new H2Address(url));
    } else if (url.startsWith("jdbc:postgresql:")) {
      if (!given.has("SPRING_DATASOURCE_USERNAME") && !url.contains("user=")) {
        given.note(
            "SPRING_DATASOURCE_USERNAME",
            Problem.NOT_SET,
            "the PostgreSQL role that owns the gateway's database",
            "Set it, and SPRING_DATASOURCE_PASSWORD.");
      }
    } else {
      given.note(
          DATABASE,
          "another kind of database",
          "jdbc:postgresql://host:5432/name, or jdbc:h2:file:...",
          "Use PostgreSQL 15 or newer, or leave it out for the embedded database in ./data.");
    }
  }

  /** Somebody meant a PostgreSQL; handoffs would go to the embedded database. */
  private void userWithoutDatabase() {
    if (given.has("SPRING_DATASOURCE_USERNAME")) {
      given.note(
          DATABASE,
          Problem.NOT_SET,
          "the address that SPRING_DATASOURCE_USERNAME belongs to, jdbc:postgresql://host:5432/name",
          "Set it, or leave SPRING_DATASOURCE_USERNAME out for the embedded database in ./data.");
    }
  }

  private void h2(H2Address address) {
    if (address.isInMemory() && !sandbox) {
      given.note(
          DATABASE,
          "a database in memory",
          "one that keeps what was accepted",
          "Use jdbc:h2:file:... or PostgreSQL.");
    }
    List<String> wrong = address.contradictions();
    if (!wrong.isEmpty()) {
      given.note(
          DATABASE,
          "an H2 address with " + String.join(", ", wrong),
          "none of these options; the gateway adds the ones it needs",
          "Leave them out.");
    }
  }

  private void logFormat() {
    String format = given.value("HANDOFF_LOG_FORMAT");
    if (format != null && !format.equals("text") && !format.equals("json")) {
      given.note(
          "HANDOFF_LOG_FORMAT",
          Given.shown("HANDOFF_LOG_FORMAT", format),
          "text or json",
          "Correct it, or leave it out for the default.");
    }
  }

  private void number(String name, int least, int most) {
    String value = given.value(name);
    if (value == null) {
      return;
    }
    int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (number < least || number > most) {
      given.note(
          name,
          Given.shown(name, value),
          "a whole number, " + least + " to " + most,
          "Correct it, or leave it out for the default.");
    }
  }
}
