/** What operators see: health, metrics, MBeans, logins. Nobody imports this room. */
@NullMarked
package dev.handoff.operations;

import org.jspecify.annotations.NullMarked;
