package dev.handoff.handoff;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person corrected in a parked handoff; null leaves a field as it was accepted.
 *
 * @param phone the visitor's number, and the one to call where a call is asked for
 * @param department a Desk department of a ticket or call, a SalesIQ department of a chat
 */
public record Mend(
    @Nullable String email,
    @Nullable String phone,
    @Nullable String department,
    @Nullable String subject) {

  /** Nothing is corrected. */
  public static final Mend NOTHING = new Mend(null, null, null, null);

  /**
   * What is corrected of the visitor, as far as nothing newer is known.
   *
   * @param was the visitor before this correction
   * @param known what the visitor told in the conversation, also since then
   */
  Visitor visitor(Visitor was, Visitor known) {
    return known.isOtherThan(was)
        ? Visitor.unknown()
        : new Visitor(
            null,
            unlessNewer(email, was.email(), known.email()),
            unlessNewer(phone, was.phone(), known.phone()),
            null,
            null,
            null,
            null);
  }

  private static @Nullable String unlessNewer(
      @Nullable String mended, @Nullable String was, @Nullable String known) {
    return known == null || known.equals(was) ? mended : null;
  }

  /** The names of the corrected fields. */
  public List<String> fields() {
    List<String> names = new ArrayList<>();
    add(names, "email", email);
    add(names, "phone", phone);
    add(names, "department", department);
    add(names, "subject", subject);
    return List.copyOf(names);
  }

  private static void add(List<String> names, String name, @Nullable String value) {
    if (value != null) {
      names.add(name);
    }
  }

  /** This correction on top of an {@code earlier} one. */
  Mend over(Mend earlier) {
    return new Mend(
        first(email, earlier.email),
        first(phone, earlier.phone),
        first(department, earlier.department),
        first(subject, earlier.subject));
  }

  /** The request as it is carried out; the department is asked for where it matters. */
  HandoffRequest applyTo(HandoffRequest request) {
    Visitor was = request.visitor();
    Visitor visitor =
        new Visitor(
            was.name(),
            first(email, was.email()),
            first(phone, was.phone()),
            was.language(),
            was.timeZone(),
            was.page(),
            was.crmContactId());
    CallbackRequest call = request.callback();
    if (call != null && phone != null) {
      call = new CallbackRequest(phone, call.startsAt(), call.timeZone(), call.words());
    }
    return new HandoffRequest(
        visitor,
        request.reason(),
        request.confidence(),
        call,
        first(subject, request.subject()),
        request.category(),
        request.priority(),
        request.channelRefs(),
        request.followUp(),
        request.stepsTaken());
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  @Override
  public String toString() {
    return "Mend" + fields();
  }
}
