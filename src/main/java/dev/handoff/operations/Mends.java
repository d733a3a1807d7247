package dev.handoff.operations;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.Mend;
import dev.handoff.handoff.StepState;
import dev.handoff.intake.EmailAddresses;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.PhoneNumbers;
import dev.handoff.intake.RequestProblem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a person may mend in a parked handoff: e-mail, phone, department and subject, by the rules
 * of the intake.
 *
 * <p>A finished step stays finished: a new e-mail goes into the ticket, while its contact, once
 * found or made, stays the one it is. Only the check of a chat's department is done again for a new
 * department, as it found out something about the old one.
 */
@Component
final class Mends {

  private static final int LONGEST_SUBJECT = 1_000;
  private static final int LONGEST_DEPARTMENT = 20;
  private static final String DEPARTMENT_CHECK = "department";

  /** Steps whose look-up after an unclear answer asks for the department. */
  private static final Set<String> LOOKED_FOR_BY_DEPARTMENT =
      Set.of("ticket", "call", "conversation");

  /** The step whose look-up asks for the e-mail address, else for the phone. */
  private static final String LOOKED_FOR_BY_VISITOR = "contact";

  private final PhoneNumbers phones;

  Mends(PhoneNumbers phones) {
    this.phones = phones;
  }

  /**
   * Reads a correction; the caller checks the fields.
   *
   * @param fields the body, of which nothing else is taken
   */
  Mend read(JsonFields fields, Handoff handoff) {
    fields.only("email", "phone", "department", "subject", "notAtZoho");
    return new Mend(
        email(given(fields, "email", 255), fields),
        phone(given(fields, "phone", 64), fields, handoff),
        department(given(fields, "department", 64), fields),
        given(fields, "subject", LONGEST_SUBJECT));
  }

  private static @Nullable String given(JsonFields fields, String name, int longest) {
    if (fields.isBlank(name)) {
      fields.rule(name, "is empty (leave it out to keep what is there)");
    }
    return fields.text(name, longest);
  }

  private static @Nullable String email(@Nullable String email, JsonFields fields) {
    if (email != null && !EmailAddresses.isAddress(email)) {
      fields.rule("email", "is not an e-mail address");
    }
    return email;
  }

  private @Nullable String phone(@Nullable String phone, JsonFields fields, Handoff handoff) {
    if (phone == null) {
      return null;
    }
    String number = phones.find(phone, handoff);
    if (number == null) {
      fields.rule("phone", "is not a phone number of 7 to 15 digits");
    }
    return number;
  }

  private static @Nullable String department(@Nullable String department, JsonFields fields) {
    if (department != null && !department.matches("[0-9]{1," + LONGEST_DEPARTMENT + "}")) {
      fields.rule("department", "is not the id of a department (expected: digits)");
    }
    return department;
  }

  /** The finished steps that this correction makes void. */
  Set<String> anew(Mend mend, Handoff handoff) {
    boolean chat = handoff.kind() == HandoffKind.CHAT;
    return chat && mend.department() != null ? Set.of(DEPARTMENT_CHECK) : Set.of();
  }

  /**
   * What Zoho may have carried out is looked for in the department in which it was asked for, and a
   * contact by the e-mail address or the phone it was made with.
   *
   * @throws RequestProblem 409 when one of these may not change for that reason
   */
  void requirePossible(Mend mend, Set<String> unclear) {
    boolean visitor = mend.email() != null || mend.phone() != null;
    if (visitor && unclear.contains(LOOKED_FOR_BY_VISITOR)) {
      throw RequestProblem.conflict(
          "Zoho may have carried out the step 'contact' with the e-mail address or phone of before,"
              + " and is asked for that; replay without email and phone, or with notAtZoho once you"
              + " have seen that it is not there");
    }
    for (String step : unclear) {
      if (mend.department() != null && LOOKED_FOR_BY_DEPARTMENT.contains(step)) {
        throw RequestProblem.conflict(
            "Zoho may have carried out the step '"
                + step
                + "' in the department of before, and is asked there; replay without a department,"
                + " or with notAtZoho once you have seen that it is not there");
      }
    }
  }

  /** The steps that Zoho may have carried out, or not. */
  Set<String> unclear(List<JournalStep> journal) {
    return journal.stream()
        .filter(step -> step.state() == StepState.UNCERTAIN || step.state() == StepState.STARTED)
        .map(JournalStep::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
