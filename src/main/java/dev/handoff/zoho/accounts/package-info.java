/** Zoho Accounts: the token broker, one access token per credential for all nodes. */
@NullMarked
package dev.handoff.zoho.accounts;

import org.jspecify.annotations.NullMarked;
