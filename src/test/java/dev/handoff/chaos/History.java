package dev.handoff.chaos;

import java.time.Instant;
import java.util.List;

/**
 * All that is known after a run, from three witnesses: the clients, the gateways' database, and
 * Zoho.
 *
 * @param asked what the clients asked for, a conversation's in the order in which they asked
 * @param stored the handoffs in the database
 * @param made tickets, calls and conversations at Zoho
 * @param people contacts at Zoho
 * @param messages ids of the conversations at Zoho, once for each message in them
 * @param refreshes every use of a refresh token
 * @param oddities what the clients were told and should not have been
 */
record History(
    List<Asked> asked,
    List<Stored> stored,
    List<Made> made,
    List<Person> people,
    List<String> messages,
    List<Refresh> refreshes,
    List<String> oddities) {

  /** Kinds of records at Zoho; each kind of handoff has its own. */
  enum What {
    TICKET,
    CALLBACK,
    CHAT
  }

  /**
   * One request of a visitor.
   *
   * @param conversation the gateway's key of it: channel, colon, conversation id
   * @param marker words that only this request contains
   * @param email null for one who is known by phone only
   * @param acknowledged whether a client was told 2xx
   * @param handoffId what it was told to be called; null when it was not told
   */
  record Asked(
      String conversation,
      What what,
      String marker,
      String email,
      String phone,
      boolean acknowledged,
      String handoffId) {

    Asked acknowledged(String id) {
      return new Asked(conversation, what, marker, email, phone, true, id);
    }
  }

  /**
   * A row of the database.
   *
   * @param entry its place in the conversation
   * @param zohoId the record that its journal names; null for none
   */
  record Stored(
      String id,
      String conversation,
      long entry,
      String state,
      String correlation,
      String error,
      String zohoId) {}

  /**
   * A record at Zoho.
   *
   * @param id grows with the time of creation, over all kinds
   * @param text what the person who takes over reads
   * @param contactId null where the record has none
   */
  record Made(What what, long id, String text, String contactId) {}

  /** A contact at Zoho; null for what is not known of it. */
  record Person(String id, String email, String phone) {}

  /** One use of the refresh token of a credential. */
  record Refresh(String credential, Instant at) {}
}
