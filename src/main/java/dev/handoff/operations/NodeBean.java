package dev.handoff.operations;

import dev.handoff.relay.catchup.CatchUpWorker;
import dev.handoff.webchat.OpenStreams;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/** This node as JMX shows it; public because JMX calls it from outside. */
@ManagedResource(description = "This node: its streams, and how far it has caught up with Zoho")
public final class NodeBean {

  private final OpenStreams streams;
  private final CatchUpWorker catchUp;

  NodeBean(OpenStreams streams, CatchUpWorker catchUp) {
    this.streams = streams;
    this.catchUp = catchUp;
  }

  @ManagedAttribute(description = "Streams of web chats that are open on this node")
  public int getStreams() {
    return streams.count();
  }

  @ManagedAttribute(description = "Streams that may be open on this node")
  public int getMostStreams() {
    return streams.most();
  }

  @ManagedAttribute(
      description =
          "Seconds since this node last caught up with Zoho, or started; empty when it never does."
              + " One node at a time does it for all")
  public @Nullable Long getCatchUpAgeSeconds() {
    Duration age = catchUp.age();
    return age == null ? null : age.toSeconds();
  }
}
