/** The rules that the content-based router asks. Decides, but carries nothing out. */
@NullMarked
package dev.handoff.routing;

import org.jspecify.annotations.NullMarked;
