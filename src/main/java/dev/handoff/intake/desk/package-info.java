/**
 * What Zoho Desk tells: agents' replies on tickets, and their end. Checks who calls, understands,
 * and hands it to the subject.
 */
@NullMarked
package dev.handoff.intake.desk;

import org.jspecify.annotations.NullMarked;
