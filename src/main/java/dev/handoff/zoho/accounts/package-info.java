/**
 * Zoho Accounts: the token broker, one access token per credential for all nodes; what was chosen
 * and consented to at {@code /setup}.
 */
@NullMarked
package dev.handoff.zoho.accounts;

import org.jspecify.annotations.NullMarked;
