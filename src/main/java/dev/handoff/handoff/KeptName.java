package dev.handoff.handoff;

/** A conversation that only Zoho knows so far, by one of its ids there or what stands for it. */
record KeptName(String tenant, String kind, String reference) {}
