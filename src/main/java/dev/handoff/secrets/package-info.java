/** Secrets that stand in files, and are read again when these change. Never logs what they are. */
@NullMarked
package dev.handoff.secrets;

import org.jspecify.annotations.NullMarked;
