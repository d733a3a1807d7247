/**
 * One handoff's way through the gateway as one trace: spans at the few places where a person wants
 * to know how long it took. What a handoff is, this room does not know.
 */
@NullMarked
package dev.handoff.traces;

import org.jspecify.annotations.NullMarked;
