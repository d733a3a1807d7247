package dev.handoff.setup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For development.
 *
 * @param routesReload whether edited flows are taken over while the gateway runs
 */
@ConfigurationProperties("handoff")
record ReloadProperties(@DefaultValue("false") boolean routesReload) {}
