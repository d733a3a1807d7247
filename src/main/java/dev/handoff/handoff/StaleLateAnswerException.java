package dev.handoff.handoff;

/** Another worker took the late answer up meanwhile, or it is done; nothing more may be written. */
public final class StaleLateAnswerException extends StaleWorkException {

  StaleLateAnswerException(LateAnswer late) {
    super(
        "late answer of handoff "
            + late.id().handoff()
            + ": claim "
            + late.claim()
            + " is no longer the newest, or it was given already");
  }
}
