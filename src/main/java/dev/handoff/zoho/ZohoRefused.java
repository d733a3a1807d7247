package dev.handoff.zoho;

import java.util.List;
import java.util.Locale;

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
    return fields.stream().anyMatch(ZohoRefused::saysDuplicate)
        || code().toLowerCase(Locale.ROOT).contains("duplicate");
  }

  /** Whether Desk may not know the contact that the request named. */
  public boolean isUnknownContact() {
    return isUnknownRecord() || namesContact();
  }

  /** Whether there is nothing under an id or a path, of whatever kind (desk.md 3). */
  public boolean isUnknownRecord() {
    return code().equals("URL_NOT_FOUND") || code().equals("http_404");
  }

  /** Whether Desk says that it is the contact which it does not know. */
  public boolean namesContact() {
    return fields.stream().anyMatch(field -> field.equals("/contactId invalid"));
  }

  private static boolean saysDuplicate(String field) {
    boolean namesIdentity = field.startsWith("/email") || field.startsWith("/phone");
    boolean otherFault = field.endsWith(" invalid") || field.endsWith(" missing");
    return field.endsWith(" duplicate") || (namesIdentity && !otherFault);
  }
}
