package dev.handoff.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.chaos.History.Made;
import dev.handoff.chaos.History.Person;
import dev.handoff.chaos.History.What;
import dev.handoff.sandbox.SimulatedZoho;
import java.util.List;
import java.util.stream.Stream;

/** What the simulated Zoho holds. */
final class AtZoho {

  private AtZoho() {}

  static List<Made> made(SimulatedZoho zoho) {
    return Stream.of(
            zoho.tickets().stream().map(one -> made(What.TICKET, one, "description")),
            zoho.calls().stream().map(one -> made(What.CALLBACK, one, "description")),
            zoho.conversations().stream().map(one -> made(What.CHAT, one, "question")))
        .flatMap(all -> all)
        .toList();
  }

  private static Made made(What what, JsonNode record, String text) {
    return new Made(
        what,
        record.path("id").asLong(),
        record.path(text).asText(),
        record.path("contactId").asText(null));
  }

  static List<Person> people(SimulatedZoho zoho) {
    return zoho.contacts().stream()
        .map(
            one ->
                new Person(
                    one.path("id").asText(),
                    one.path("email").asText(null),
                    one.path("phone").asText(null)))
        .toList();
  }

  static List<String> messages(SimulatedZoho zoho) {
    return zoho.messages().stream().map(one -> one.path("conversation_id").asText()).toList();
  }
}
