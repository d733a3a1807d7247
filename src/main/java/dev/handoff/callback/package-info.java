/** Phone numbers and times out of a visitor's own words. Knows no handoff and no storage. */
@NullMarked
package dev.handoff.callback;

import org.jspecify.annotations.NullMarked;
