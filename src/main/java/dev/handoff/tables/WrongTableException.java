package dev.handoff.tables;

import java.util.List;
import java.util.stream.Collectors;

/** A table cannot be used; nothing of it is. */
public final class WrongTableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<TableFault> faults;

  WrongTableException(List<TableFault> faults) {
    super(faults.stream().map(TableFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong, in the order of the files. */
  public List<TableFault> faults() {
    return faults;
  }
}
