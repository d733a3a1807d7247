package dev.handoff.intake;

/**
 * What is wrong with one field of a request.
 *
 * @param pointer JSON Pointer (RFC 6901) to the field
 */
public record FieldProblem(String pointer, String message) {}
