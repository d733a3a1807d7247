package dev.handoff.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables of {@code docs/zoho-failures.md}. */
final class FailureDocument {

  private record Group(String title, Map<Call, String> calls) {}

  private static final List<Group> GROUPS =
      List.of(
          group(
              "The visitor's Desk contact",
              Call.CONTACT_SEARCH,
              "search",
              Call.CONTACT_CREATE,
              "create",
              Call.CONTACT_LIST,
              "list ¹",
              Call.CONTACT_READ,
              "read ¹"),
          group(
              "A Desk ticket",
              Call.TICKET_CREATE,
              "create",
              Call.TICKET_LIST,
              "contact's tickets ¹",
              Call.TICKET_LOOK,
              "read ¹",
              Call.TICKET_READ_BACK,
              "read back",
              Call.COMMENT_CREATE,
              "transcript as comments",
              Call.COMMENT_LIST,
              "comments ¹"),
          group(
              "A callback as a Desk call",
              Call.CALL_CREATE,
              "create",
              Call.CALL_LIST,
              "list ¹",
              Call.CALL_LOOK,
              "read ¹",
              Call.CALL_READ_BACK,
              "read back"),
          group(
              "A SalesIQ conversation",
              Call.DEPARTMENT_LIST,
              "departments",
              Call.CONVERSATION_CREATE,
              "open",
              Call.CONVERSATION_LIST,
              "list ¹",
              Call.CONVERSATION_LOOK,
              "read ¹",
              Call.CONVERSATION_READ_BACK,
              "read back",
              Call.MESSAGE_CREATE,
              "transcript as messages",
              Call.MESSAGE_LIST,
              "messages ¹"),
          group(
              "Closing the bot's chat",
              Call.VISIT_LOOK_UP,
              "look up the visit",
              Call.CHAT_CLOSE,
              "close"));

  private FailureDocument() {}

  private static Group group(String title, Object... callsAndNames) {
    Map<Call, String> calls = new LinkedHashMap<>();
    for (int i = 0; i < callsAndNames.length; i += 2) {
      calls.put((Call) callsAndNames[i], (String) callsAndNames[i + 1]);
    }
    return new Group(title, calls);
  }

  static String of(Map<Cell, Seen> seen) {
    List<String> lines = new ArrayList<>(legend(seen));
    for (Group group : GROUPS) {
      lines.addAll(table(group, seen));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> legend(Map<Cell, Seen> seen) {
    Set<Fate> fates = new TreeSet<>();
    seen.forEach((cell, what) -> fates.add(what.fate(cell.call())));
    List<String> lines = new ArrayList<>();
    lines.add("| Word | What becomes of the handoff |");
    lines.add("| --- | --- |");
    fates.forEach(fate -> lines.add("| " + fate.word + " | " + fate.meaning + " |"));
    return lines;
  }

  private static List<String> table(Group group, Map<Cell, Seen> seen) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("## " + group.title());
    lines.add("");
    lines.add("| What comes back | " + String.join(" | ", group.calls().values()) + " |");
    lines.add("| --- |" + " --- |".repeat(group.calls().size()));
    Set<Trouble> troubles = new LinkedHashSet<>(Trouble.all());
    for (Trouble trouble : troubles) {
      String row =
          group.calls().keySet().stream()
              .map(call -> word(call, trouble, seen))
              .collect(Collectors.joining(" | "));
      if (!row.replaceAll("[ |]", "").isEmpty()) {
        lines.add("| " + trouble.name() + " | " + row + " |");
      }
    }
    return lines;
  }

  private static String word(Call call, Trouble trouble, Map<Cell, Seen> seen) {
    return seen.entrySet().stream()
        .filter(one -> one.getKey().call() == call && one.getKey().trouble().equals(trouble))
        .map(one -> one.getValue().fate(call).word)
        .findFirst()
        .orElse("");
  }
}
