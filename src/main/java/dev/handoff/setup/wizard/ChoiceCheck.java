package dev.handoff.setup.wizard;

import dev.handoff.zoho.ZohoSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Whether what a person chose is in Zoho's lists. What belongs to an organisation or a portal is
 * looked for in the lists of the one that is chosen with it.
 */
@Component
final class ChoiceCheck {

  private static final Map<ZohoSetting, ZohoSetting> WITHIN =
      Map.of(
          ZohoSetting.ZOHO_DEPARTMENT_ID, ZohoSetting.ZOHO_ORG_ID,
          ZohoSetting.ZOHO_SALESIQ_APP_ID, ZohoSetting.ZOHO_SALESIQ_SCREEN_NAME,
          ZohoSetting.ZOHO_SALESIQ_DEPARTMENT_ID, ZohoSetting.ZOHO_SALESIQ_SCREEN_NAME);

  private final ChoiceFields fields;

  ChoiceCheck(ChoiceFields fields) {
    this.fields = fields;
  }

  /**
   * What was found.
   *
   * @param fields all of them with what was chosen; those that are not in a list are refused
   * @param unchecked what was chosen, and for which there is no list now
   */
  record Judged(List<Field> fields, List<Field> unchecked) {

    boolean isRefused() {
      return fields.stream().anyMatch(field -> field.wrong() != null);
    }
  }

  /**
   * Reads the lists and looks.
   *
   * @param chosen what could be of its kind, or is blank; what is not chosen stays as it is, and is
   *     looked at too where it would come to belong to another organisation or portal
   */
  Judged judge(Map<ZohoSetting, String> chosen) {
    List<Field> judged = new ArrayList<>();
    List<Field> unchecked = new ArrayList<>();
    for (Field read :
        fields.read(
            chosen.get(ZohoSetting.ZOHO_ORG_ID),
            chosen.get(ZohoSetting.ZOHO_SALESIQ_SCREEN_NAME))) {
      boolean given = chosen.containsKey(read.name());
      Field field = given ? read.withValue(chosen.getOrDefault(read.name(), "")) : read;
      ZohoSetting whole = WITHIN.get(read.name());
      if (field.isUnlisted() && (given || (whole != null && chosen.containsKey(whole)))) {
        field = field.refused("'" + field.value() + "' is not in Zoho's list. Choose one that is.");
      }
      if (given && !field.isListed() && !field.value().isEmpty()) {
        unchecked.add(field);
      }
      judged.add(field);
    }
    return new Judged(List.copyOf(judged), List.copyOf(unchecked));
  }
}
