package dev.handoff.delivery.attachments;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What files are fetched, and how far one goes for them. SalesIQ itself takes up to 50 MB
 * (salesiq.md 3.2).
 *
 * @param fetch whether files are fetched at all; else each goes as a link
 * @param size the largest file
 * @param types what a file may be, judged by its content
 * @param time for one file, redirects included
 * @param tries how often a server that gives no answer is asked, with the pauses of HANDOFF_RETRY_*
 * @param redirects followed at most
 * @param ports of addresses that may be asked
 * @param allowedHosts {@code host} or {@code host:port} that may be asked wherever it is, also in
 *     the own network
 */
@ConfigurationProperties("handoff.attachments")
public record AttachmentProperties(
    @DefaultValue("true") boolean fetch,
    @DefaultValue("20MB") DataSize size,
    @DefaultValue({
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "application/pdf",
          "text/plain",
          "text/csv",
          "audio/mpeg",
          "audio/mp4",
          "audio/ogg",
          "audio/vorbis",
          "audio/opus",
          "audio/vnd.wave",
          "video/mp4",
          "video/quicktime",
          "video/webm",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        })
        List<String> types,
    @DefaultValue("30s") Duration time,
    @DefaultValue("3") int tries,
    @DefaultValue("3") int redirects,
    @DefaultValue({"80", "443"}) List<Integer> ports,
    @DefaultValue List<String> allowedHosts) {

  private static final DataSize LARGEST = DataSize.ofMegabytes(50);

  public AttachmentProperties {
    if (size.toBytes() < 1 || size.compareTo(LARGEST) > 0) {
      throw new IllegalArgumentException(
          "handoff.attachments.size: " + size + " (expected: 1B to 50MB, which SalesIQ takes)");
    }
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException(
          "handoff.attachments.time: " + time + " (expected: more than 0s)");
    }
    if (tries < 1) {
      throw new IllegalArgumentException(
          "handoff.attachments.tries: " + tries + " (expected: 1 or more)");
    }
    if (redirects < 0) {
      throw new IllegalArgumentException(
          "handoff.attachments.redirects: " + redirects + " (expected: 0 or more)");
    }
    types = List.copyOf(types);
    ports = List.copyOf(ports);
    allowedHosts = List.copyOf(allowedHosts);
  }
}
