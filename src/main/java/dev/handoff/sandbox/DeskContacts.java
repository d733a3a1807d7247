package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Desk's contacts; an e-mail address belongs to one of them at most. */
final class DeskContacts {

  private static final Pattern PHONE = Pattern.compile("[0-9A-Za-z+\\-.$@?,;:'/!]*");
  private static final Pattern MOBILE = Pattern.compile("[0-9A-Za-z+\\-.$@?,;:'/!()]*");
  private static final Pattern DIGITS = Pattern.compile("\\d*");
  private static final Pattern EMAIL = Pattern.compile("[^\\s@,]+@[^\\s@,]+\\.[^\\s@,]+");
  private static final Set<String> TIMES = Set.of("createdTime", "modifiedTime");

  private static final Set<String> SORTED_BY =
      Set.of("firstName", "lastName", "phone", "email", "account", "createdTime", "modifiedTime");
  private static final BodySchema SCHEMA =
      new BodySchema()
          .required("lastName")
          .text(200, "lastName")
          .text(40, "firstName")
          .pattern(255, EMAIL, "email")
          .pattern(100, EMAIL, "secondaryEmail")
          .pattern(50, PHONE, "phone")
          .pattern(50, MOBILE, "mobile")
          .id("accountId", "ownerId", "layoutId")
          .text(100, "type", "title", "city", "state", "country", "twitter", "facebook")
          .text(65_535, "description")
          .text(250, "street")
          .pattern(30, DIGITS, "zip")
          .text(255, "language")
          .customFields(100);

  private final DeskRecords records;
  private final DeskSearch search = DeskSearch.contacts();

  DeskContacts(DeskRecords records) {
    this.records = records;
  }

  void addTo(Routes routes) {
    Set<String> read = Set.of("Desk.contacts.READ");
    routes.add(
        "GET",
        "/contacts/search",
        Set.of("Desk.contacts.READ", "Desk.search.READ"),
        search.keys(),
        (request, path) ->
            DeskRecords.searchPage(
                search.find(records.index(records.contacts), request.query()), request.query()));
    routes.add(
        "GET",
        "/contacts",
        read,
        Set.of("from", "limit", "viewId", "filterId", "include", "fields", "sortBy"),
        (request, path) ->
            DeskRecords.page(
                DeskRecords.sorted(
                    records.contacts.where(contact -> true),
                    request.query(),
                    "createdTime",
                    SORTED_BY),
                request.query(),
                25,
                100));
    routes.add(
        "POST",
        "/contacts",
        Set.of("Desk.contacts.CREATE"),
        Set.of(),
        (request, path) -> Answer.json(200, create(DeskRecords.body(request))));
    routes.add(
        "GET",
        "/contacts/{id}",
        read,
        Set.of("include"),
        (request, path) ->
            Answer.json(200, records.find(records.contacts, path.getOrDefault("id", ""))));
    routes.add(
        "PATCH",
        "/contacts/{id}",
        Set.of("Desk.contacts.UPDATE"),
        Set.of(),
        (request, path) ->
            Answer.json(200, update(path.getOrDefault("id", ""), DeskRecords.body(request))));
    routes.add(
        "GET",
        "/contacts/{id}/tickets",
        Set.of("Desk.tickets.READ"),
        Set.of("departmentId", "from", "limit", "sortBy", "isSpam", "include"),
        (request, path) -> tickets(path.getOrDefault("id", ""), request.query()));
  }

  /** The contact that owns the e-mail address in any case, or else a new one. */
  ObjectNode resolve(ObjectNode person) {
    String email = person.path("email").asText("");
    return byEmail(email)
        .orElseGet(
            () -> {
              ObjectNode named = person.deepCopy();
              if (Json.lacks(named, "lastName")) {
                named.put("lastName", email);
              }
              return store(named);
            });
  }

  private ObjectNode create(ObjectNode body) {
    SCHEMA.check(body, false);
    refuseDuplicate(body, "");
    return store(body);
  }

  private ObjectNode update(String id, ObjectNode body) {
    ObjectNode contact = records.find(records.contacts, id);
    SCHEMA.check(body, true);
    refuseDuplicate(body, id);
    contact.setAll(body);
    contact.put("modifiedTime", records.now());
    records.contacts.put(contact);
    return contact;
  }

  private void refuseDuplicate(ObjectNode body, String ownId) {
    Optional<ObjectNode> owner = byEmail(body.path("email").asText(""));
    if (owner.isPresent() && !owner.get().path("id").asText().equals(ownId)) {
      throw DeskErrors.invalid("/email", "duplicate");
    }
  }

  private Optional<ObjectNode> byEmail(String email) {
    return email.isEmpty()
        ? Optional.empty()
        : records.contacts.first(
            contact -> contact.path("email").asText("").equalsIgnoreCase(email));
  }

  private ObjectNode store(ObjectNode body) {
    String id = records.ids.next();
    ObjectNode contact = Json.object().put("id", id);
    for (String field :
        List.of(
            "firstName",
            "lastName",
            "email",
            "secondaryEmail",
            "phone",
            "mobile",
            "type",
            "accountId",
            "ownerId",
            "title",
            "description",
            "street",
            "city",
            "state",
            "country",
            "zip",
            "zohoCRMContact",
            "customerHappiness",
            "photoURL")) {
      contact.putNull(field);
    }
    contact.put("isSpam", false).put("isEndUser", false).put("isAnonymous", false);
    contact.putObject("cf");
    contact.setAll(body);
    contact
        .put("createdTime", records.now())
        .put("modifiedTime", records.now())
        .put("webUrl", "https://desk.sandbox.invalid/contacts/" + id);
    records.contacts.put(contact);
    return contact;
  }

  private Answer tickets(String id, Map<String, String> query) {
    records.find(records.contacts, id);
    List<ObjectNode> rows =
        records.tickets.where(ticket -> ticket.path("contactId").asText().equals(id)).stream()
            .filter(DeskTickets.inDepartment(query))
            .map(DeskTickets::row)
            .toList();
    return DeskRecords.page(DeskRecords.sorted(rows, query, "-createdTime", TIMES), query, 25, 100);
  }
}
