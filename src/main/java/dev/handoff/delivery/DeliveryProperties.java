package dev.handoff.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node works off its share.
 *
 * @param threads conversations served at the same time; how many of them may call Zoho is limited
 *     for each of its hosts
 * @param polling how often the database is asked for due work that this node did not schedule
 * @param heartbeat how often a node says that it is alive; after four missed ones its work is taken
 *     over by another
 * @param callDuration length of a scheduled callback
 * @param indexLag how long a call waits for a contact that Desk has but does not find yet
 * @param channel Desk's label for where a ticket came from
 */
@ConfigurationProperties("handoff.delivery")
public record DeliveryProperties(
    @DefaultValue("10") int threads,
    @DefaultValue("1s") Duration polling,
    @DefaultValue("4s") Duration heartbeat,
    @DefaultValue("15m") Duration callDuration,
    @DefaultValue("10s") Duration indexLag,
    @DefaultValue("Chat") String channel) {}
