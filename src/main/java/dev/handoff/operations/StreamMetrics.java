package dev.handoff.operations;

import dev.handoff.webchat.OpenStreams;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** How many browsers follow a chat on this node. */
@Component
final class StreamMetrics {

  StreamMetrics(MeterRegistry meters, OpenStreams streams) {
    Gauge.builder("handoff.streams", streams, OpenStreams::count)
        .description("Open streams of web chats on this node")
        .register(meters);
    Gauge.builder("handoff.streams.most", streams, OpenStreams::most)
        .description("Streams that may be open on this node")
        .register(meters);
  }
}
