/**
 * Whether what a team wrote in {@code routes/} and {@code config/} can work, told before anything
 * runs. Reads files and the class path; starts nothing and calls nobody.
 */
@NullMarked
package dev.handoff.setup.routes;

import org.jspecify.annotations.NullMarked;
