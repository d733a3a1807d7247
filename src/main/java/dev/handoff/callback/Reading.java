package dev.handoff.callback;

/** What a message says about the number to call and the time of the call. */
public record Reading(PhoneReading phone, TimeReading time) {}
