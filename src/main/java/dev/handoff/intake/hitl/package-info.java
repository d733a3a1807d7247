/**
 * The door for bot platforms: the HITL API (contract 4.3), and the drop-in for Botpress's own
 * integration (4.3b), which says the same in other words.
 */
@NullMarked
package dev.handoff.intake.hitl;

import org.jspecify.annotations.NullMarked;
