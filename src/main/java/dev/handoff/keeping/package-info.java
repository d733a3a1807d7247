/**
 * How long things are kept, and how a visitor is forgotten. The one place that knows in which
 * columns of all tables something of a person lies; when a flow keeps something new, it is told
 * here.
 */
@NullMarked
package dev.handoff.keeping;

import org.jspecify.annotations.NullMarked;
