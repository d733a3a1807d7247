package dev.handoff.intake.zobot;

import dev.handoff.handoff.HandoffKind;
import dev.handoff.routing.Keywords;
import java.util.List;

/** One line of the menu (contract section 4.1). */
enum Choice {
  CHAT("1", HandoffKind.CHAT),
  CALLBACK("2", HandoffKind.CALLBACK),
  TICKET("3", HandoffKind.TICKET);

  private final String number;
  private final HandoffKind kind;

  Choice(String number, HandoffKind kind) {
    this.number = number;
    this.kind = kind;
  }

  String number() {
    return number;
  }

  HandoffKind kind() {
    return kind;
  }

  String label(DialogueTexts.Menu menu) {
    return switch (this) {
      case CHAT -> menu.chat();
      case CALLBACK -> menu.callback();
      case TICKET -> menu.ticket();
    };
  }

  List<String> keywords(Keywords keywords) {
    return switch (this) {
      case CHAT -> keywords.chat();
      case CALLBACK -> keywords.callback();
      case TICKET -> keywords.ticket();
    };
  }
}
