package dev.handoff.setup;

import dev.handoff.delivery.RetryTable;
import dev.handoff.intake.zobot.TextTable;
import dev.handoff.routing.CategoryTable;
import dev.handoff.routing.HoursTable;
import dev.handoff.routing.KeywordTable;
import dev.handoff.tables.TableFolders;
import dev.handoff.tables.TableKind;
import dev.handoff.tables.Tables;
import java.util.List;
import java.util.function.Consumer;

/** Whether the tables that a team edits can be used. */
final class TableCheck {

  /** Every kind of table that the gateway opens. */
  static final List<TableKind<?>> KINDS =
      List.of(
          CategoryTable.KIND, KeywordTable.KIND, HoursTable.KIND, RetryTable.KIND, TextTable.KIND);

  private final Given given;

  TableCheck(Given given) {
    this.given = given;
  }

  void check(Consumer<String> warn) {
    Tables.strays(TableFolders.of(given.environment()), KINDS).forEach(warn);
    Tables.faults(TableFolders.of(given.environment()), KINDS)
        .forEach(
            fault -> given.note(fault.place(), fault.found(), fault.expected(), fault.remedy()));
  }
}
