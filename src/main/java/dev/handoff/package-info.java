/** The gateway's entry point; every room below has one subject and one direction of arrows. */
@NullMarked
package dev.handoff;

import org.jspecify.annotations.NullMarked;
