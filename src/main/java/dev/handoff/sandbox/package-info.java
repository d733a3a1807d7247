/**
 * A strict simulated Zoho: Accounts, Desk and SalesIQ on one loopback port, for the sandbox profile
 * and for tests.
 *
 * <p>It knows Zoho's rules and nothing of the gateway; no main room may import it.
 */
@NullMarked
package dev.handoff.sandbox;

import org.jspecify.annotations.NullMarked;
