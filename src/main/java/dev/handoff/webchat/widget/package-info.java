/**
 * The chat widget that sites embed: its script, the door through which it speaks for a visitor, and
 * a page that shows it. Reading goes through the room around it.
 */
@NullMarked
package dev.handoff.webchat.widget;

import org.jspecify.annotations.NullMarked;
