/**
 * A site's own chat as its browser sees it: tokens for one session, its messages, and the stream of
 * them. Plain Spring MVC and servlets, no Camel; knows the subject, and for what visitors send the
 * reading of the intake.
 */
@NullMarked
package dev.handoff.webchat;

import org.jspecify.annotations.NullMarked;
