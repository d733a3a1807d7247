package dev.handoff.zoho;

import java.util.List;

/** No repetition mends it. */
public final class ZohoRefused extends ZohoFailure {

  private final List<String> fields;

  /**
   * @param fields the fields Zoho named, each followed by the kind of fault where Zoho told it
   */
  public ZohoRefused(String code, String message, List<String> fields, String remedy) {
    super(code, message, remedy);
    this.fields = List.copyOf(fields);
  }

  /** Whether Zoho says that the record exists already (desk.md 6.4, 13). */
  public boolean isDuplicate() {
    return fields.stream().anyMatch(ZohoRefused::saysDuplicate);
  }

  private static boolean saysDuplicate(String field) {
    boolean namesIdentity = field.startsWith("/email") || field.startsWith("/phone");
    boolean otherFault = field.endsWith(" invalid") || field.endsWith(" missing");
    return field.endsWith(" duplicate") || (namesIdentity && !otherFault);
  }
}
