/** Zoho Desk: what is sent and what comes back, nothing about when. */
@NullMarked
package dev.handoff.zoho.desk;

import org.jspecify.annotations.NullMarked;
