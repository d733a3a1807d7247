/** AI agents: the cases they hand over, and whose Desk contacts their customers are. */
@NullMarked
package dev.handoff.intake.agent;

import org.jspecify.annotations.NullMarked;
