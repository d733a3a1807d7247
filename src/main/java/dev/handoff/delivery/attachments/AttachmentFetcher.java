package dev.handoff.delivery.attachments;

import dev.handoff.handoff.FollowUp;
import dev.handoff.zoho.ZohoFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Fetches a file from an address that came with a message, and so may be anybody's. It is read from
 * public addresses only, checked where the connection is made; without cookies, credentials or
 * compression; streamed to a temporary file, never held in memory.
 */
@Component
public final class AttachmentFetcher implements DisposableBean {

  private static final int CHUNK = 16 * 1024;

  private final AttachmentProperties settings;
  private final Places places;
  private final AttachmentFiles files;
  private final FileKinds kinds = new FileKinds();
  private final CloseableHttpClient strangers;
  private final CloseableHttpClient trusted;

  @Autowired
  AttachmentFetcher(AttachmentProperties settings) {
    this(settings, SystemDefaultDnsResolver.INSTANCE, AttachmentFiles.usual());
  }

  AttachmentFetcher(AttachmentProperties settings, DnsResolver names, AttachmentFiles files) {
    this.settings = settings;
    this.files = files;
    files.sweep();
    this.places = new Places(settings);
    this.strangers = FetchClients.make(new PublicNames(names), settings);
    this.trusted = FetchClients.make(names, settings);
  }

  /** Fetches it; never throws on what is found at the address. */
  public Fetched fetch(FollowUp.Attachment attachment) {
    if (!settings.fetch()) {
      return new Fetched.Refused("switched_off");
    }
    try {
      return fetch(attachment, System.nanoTime() + settings.time().toNanos());
    } catch (NotFetchedException refused) {
      return new Fetched.Refused(refused.code());
    } catch (PublicNames.NotPublicException inside) {
      return new Fetched.Refused("not_public");
    } catch (UnknownHostException unknown) {
      return new Fetched.Failed("dns");
    } catch (SocketTimeoutException late) {
      return new Fetched.Failed("timeout");
    } catch (IOException | IllegalStateException failed) {
      return new Fetched.Failed("no_answer");
    }
  }

  private Fetched fetch(FollowUp.Attachment attachment, long end) throws IOException {
    Places.Place place = places.of(null, attachment.url());
    for (int hop = 0; hop <= settings.redirects(); hop++) {
      Object result = ask(place, attachment, end);
      if (result instanceof Fetched fetched) {
        return fetched;
      }
      place = places.of(place.uri(), (String) result);
    }
    throw new NotFetchedException("too_many_redirects");
  }

  /** What came of it, or the address that it is said to have moved to. */
  private Object ask(Places.Place place, FollowUp.Attachment attachment, long end)
      throws IOException {
    CloseableHttpClient client = place.trusted() ? trusted : strangers;
    try {
      return FetchClients.until(
          end,
          place.uri(),
          request -> client.execute(request, answer -> read(answer, place, attachment)));
    } catch (UnreadException ended) {
      return ended.result;
    }
  }

  private Object read(
      ClassicHttpResponse answer, Places.Place place, FollowUp.Attachment attachment)
      throws IOException {
    int status = answer.getCode();
    Header location = answer.getFirstHeader("Location");
    if (status >= 300 && status < 400 && location != null) {
      throw new UnreadException(location.getValue());
    }
    if (status >= 500 || status == 429 || status == 408) {
      throw new UnreadException(new Fetched.Failed("http_" + status));
    }
    if (status != 200) {
      throw new NotFetchedException("http_" + status);
    }
    return keep(answer.getEntity(), place.uri(), attachment.name());
  }

  private Fetched keep(@Nullable HttpEntity body, URI uri, @Nullable String title)
      throws IOException {
    if (body == null) {
      throw new NotFetchedException("empty");
    }
    if (body.getContentLength() > settings.size().toBytes()) {
      throw new NotFetchedException("too_large");
    }
    String encoding = body.getContentEncoding();
    if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
      throw new NotFetchedException("compressed");
    }
    Path file = files.fresh();
    try {
      copy(body.getContent(), file);
      return here(file, kinds.name(title, uri));
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
  }

  private Fetched here(Path file, String name) throws IOException {
    String type = kinds.type(file, name);
    if (!settings.types().contains(type)) {
      throw new NotFetchedException("type_" + type.replaceAll("[^a-z0-9.+/-]", ""));
    }
    return new Fetched.Here(new ZohoFile(file, kinds.named(name, type), type, ""));
  }

  private void copy(InputStream from, Path file) throws IOException {
    long left = settings.size().toBytes();
    byte[] chunk = new byte[CHUNK];
    try (OutputStream to = Files.newOutputStream(file)) {
      for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
        left -= read;
        if (left < 0) {
          throw new NotFetchedException("too_large");
        }
        to.write(chunk, 0, read);
      }
    }
    if (left == settings.size().toBytes()) {
      throw new NotFetchedException("empty");
    }
  }

  @Override
  public void destroy() throws IOException {
    strangers.close();
    trusted.close();
  }

  /** An answer whose body is of no interest; thrown, so that the client does not read it. */
  private static final class UnreadException extends IOException {

    private final transient Object result;

    UnreadException(Object result) {
      super("not read");
      this.result = result;
    }
  }

  /** One request with its answer. */
  @FunctionalInterface
  interface Exchange {
    Object with(HttpGet request) throws IOException;
  }
}
