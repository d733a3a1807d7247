/**
 * What operators see and do: health, metrics, MBeans, dead letters, logins. Nobody imports this
 * room.
 */
@NullMarked
package dev.handoff.operations;

import org.jspecify.annotations.NullMarked;
