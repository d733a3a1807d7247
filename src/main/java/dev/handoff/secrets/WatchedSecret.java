package dev.handoff.secrets;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One secret in a file, and those who use it. */
final class WatchedSecret {

  private static final Logger log = LoggerFactory.getLogger(WatchedSecret.class);

  /** What one user made of the secret. */
  private record Use<T>(AtomicReference<T> made, Function<String, T> reader) {

    /** Reads now, and gives what puts it in force. */
    Runnable prepared(String secret) {
      T value = reader.apply(secret);
      return () -> made.set(value);
    }
  }

  /** What was seen in the file; exactly one of both. */
  private record Seen(@Nullable String secret, @Nullable String trouble) {}

  private final String name;
  private final String file;
  private final List<Use<?>> uses = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> told = new CopyOnWriteArrayList<>();
  private Seen judged;
  private Seen last;
  private volatile String inForce;
  private volatile @Nullable String refusal;

  WatchedSecret(String name, String file, String first) {
    this.name = name;
    this.file = file;
    this.inForce = first;
    this.judged = new Seen(first, null);
    this.last = judged;
  }

  <T> Supplier<T> live(T start, Function<String, T> reader) {
    Use<T> use = new Use<>(new AtomicReference<>(start), reader);
    uses.add(use);
    return use.made()::get;
  }

  void onChange(Consumer<String> change) {
    told.add(change);
  }

  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** What to warn of in the one in force. */
  List<String> warnings() {
    return SecretList.guessable(name, inForce);
  }

  /** What changed counts when it has stood still from one look to the next. */
  synchronized void look() {
    Seen seen = seen();
    boolean still = seen.equals(last);
    last = seen;
    if (still && !seen.equals(judged)) {
      judged = seen;
      judge(seen);
    }
  }

  private Seen seen() {
    try {
      return new Seen(SecretFile.read(file), null);
    } catch (SecretFile.UnusableException unusable) {
      return new Seen(null, unusable.getMessage());
    }
  }

  private void judge(Seen seen) {
    String secret = seen.secret();
    if (secret == null) {
      refuse(String.valueOf(seen.trouble()));
    } else if (secret.equals(inForce)) {
      refusal = null;
    } else if (uses.isEmpty() && told.isEmpty()) {
      refuse("a changed " + name + " needs a restart");
    } else {
      take(secret);
    }
  }

  private void take(String secret) {
    try {
      List<Runnable> prepared = uses.stream().map(use -> use.prepared(secret)).toList();
      told.forEach(change -> change.accept(secret));
      prepared.forEach(Runnable::run);
      inForce = secret;
      refusal = null;
      log.info("{} is in force as {} now says", name, file);
      warnings().forEach(log::warn);
    } catch (IllegalArgumentException unusable) {
      refuse(file + " cannot be used: " + unusable.getMessage());
    } catch (RuntimeException later) {
      // Such as a database that does not answer: the same content is judged again.
      judged = new Seen(null, "not taken yet");
      refuse(file + " could not be taken over yet (" + later.getClass().getSimpleName() + ")");
    }
  }

  private void refuse(String reason) {
    if (!reason.equals(refusal)) {
      log.warn("{}{}: {}; the one in force stays", name, SecretFile.ENDING, reason);
    }
    refusal = reason;
  }
}
