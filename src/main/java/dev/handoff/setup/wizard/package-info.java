/** Setting up the connection to Zoho while running: the pages at {@code /setup}. */
@NullMarked
package dev.handoff.setup.wizard;

import org.jspecify.annotations.NullMarked;
