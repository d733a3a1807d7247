package dev.handoff.matrix;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.testing.TestOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One handoff that meets one trouble in one call. It is known at Zoho by its trace, its e-mail
 * address and its phone number, which no other cell has.
 */
record Cell(Call call, Trouble trouble, int number, String trace) {

  static Cell of(Call call, Trouble trouble, int number) {
    return new Cell(call, trouble, number, UUID.randomUUID().toString().replace("-", ""));
  }

  Fate expected() {
    return Rules.of(call, trouble);
  }

  String email() {
    boolean byPhone = call.isOfAPhone() && trouble.meaning() != Trouble.Meaning.DUPLICATE;
    return byPhone ? null : "cell-" + number + "@example.test";
  }

  String phone() {
    return String.format("+1514%07d", 1_000_000 + number * 7);
  }

  /** The order; a chat that came from SalesIQ names the visit of the chat that is open there. */
  TestOrder order(String visit) {
    TestOrder order =
        TestOrder.of(call.kind)
            .email(email())
            .phone(phone())
            .traceParent("00-" + trace + "-00f067aa0ba902b7-01");
    if (call.needsALongTranscript()) {
      int length = call.kind == HandoffKind.TICKET ? 25_000 : 5_000;
      for (int line = 0; line < parts(); line++) {
        order.says(AuthorType.VISITOR, "x".repeat(length));
      }
    }
    return call.isSalesIqChat()
        ? order.on(Channel.SALESIQ, "visit-" + number).refs(new ChannelRefs(visit, null, false))
        : order;
  }

  /** Parts in which the transcript follows. */
  int parts() {
    return !call.needsALongTranscript() ? 0 : call.kind == HandoffKind.TICKET ? 3 : 2;
  }

  /** What the simulated Zoho does to it. */
  List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    if (call.after != null) {
      Call create = call.after;
      faults.add(
          Fault.of(Kind.COMMIT_THEN_RESET)
              .on(create.side, create.method, create.path)
              .onTrace(trace));
    }
    if (trouble.fault() != null) {
      faults.add(trouble.fault().on(call.side, call.method, call.path).onTrace(trace));
    }
    return faults;
  }

  @Override
  public String toString() {
    return call + " / " + trouble.name();
  }
}
