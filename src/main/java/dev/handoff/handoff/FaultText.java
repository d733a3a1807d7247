package dev.handoff.handoff;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An exception as it may be logged: types and places, never messages, because a message can quote
 * what a visitor wrote.
 */
public final class FaultText {

  private static final int FRAMES = 6;

  private FaultText() {}

  public static String of(Throwable failure) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 8; cause = cause.getCause()) {
      text.append(depth == 0 ? "" : "; caused by ").append(cause.getClass().getName());
      text.append(" at ").append(frames(cause));
      depth++;
    }
    return text.toString();
  }

  private static String frames(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .limit(FRAMES)
        .map(
            frame ->
                frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
        .collect(Collectors.joining(" < "));
  }
}
