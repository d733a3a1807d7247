package dev.handoff.routing;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Whether people are there.
 *
 * @param open now
 * @param nextChange when that ends; null when it does not within {@link Hours#HORIZON}
 * @param zone the zone in which these hours are meant, to tell a visitor
 */
public record Opening(boolean open, @Nullable Instant nextChange, ZoneId zone) {}
