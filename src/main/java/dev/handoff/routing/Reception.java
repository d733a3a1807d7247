package dev.handoff.routing;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Whether people are there, for whoever offers or chooses a way to them. Never asks Zoho. */
public interface Reception {

  /** Somebody always is. */
  Reception ALWAYS =
      new Reception() {
        @Override
        public Attendance forChat(@Nullable String department) {
          return new Attendance(Attendance.State.THERE, null, ZoneOffset.UTC);
        }

        @Override
        public Opening forCall(Instant time, @Nullable String category) {
          return new Opening(true, null, ZoneOffset.UTC);
        }
      };

  /**
   * Whether a chat can be taken now.
   *
   * @param department a SalesIQ department; null for the usual one
   */
  Attendance forChat(@Nullable String department);

  /**
   * Whether a call may be made at that time; if not, when the hours after it begin.
   *
   * @param category whose department calls, where it has one of its own; null for the usual one
   */
  Opening forCall(Instant time, @Nullable String category);
}
