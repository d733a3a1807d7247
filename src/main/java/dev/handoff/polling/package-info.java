/** Looking at files again and again while the gateway runs. Knows nothing of what is in them. */
@NullMarked
package dev.handoff.polling;

import org.jspecify.annotations.NullMarked;
