package dev.handoff.handoff;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Under which ids Zoho knows what was made for a conversation. */
public interface References {

  /** Ids of a SalesIQ conversation, of every form. */
  String SALESIQ = "salesiq";

  /** Ids of comments in Desk that the gateway itself wrote. */
  String OWN_COMMENT = "own-comment";

  /** Ids of Desk tickets. */
  String DESK = "desk";

  /** Whom any of these ids belongs to; the first that is known decides. */
  Optional<ZohoReference> find(String tenant, String kind, Collection<String> ids);

  /**
   * The handoff by which a person was asked for in that conversation, else its newest one, else
   * none; nothing for a conversation that nobody knows.
   */
  Optional<ZohoReference> find(ConversationKey conversation);

  /** Keeps the ids among the facts of a finished step; joins the running transaction. */
  void note(Handoff handoff, Map<String, String> facts);

  /** More ids of the same at Zoho; what they stand for already stays. Joins the transaction. */
  void learn(ZohoReference known, String kind, Collection<String> ids);

  /** All ids of one kind that belong to a handoff. */
  List<String> of(String tenant, HandoffId handoff, String kind);

  /**
   * The portal's own id of a chat, by which operators' calls name it, if it is known: SalesIQ may
   * tell only the visitor's side of it at first (salesiq.md 1.2, 3.1). The id that opening the chat
   * told goes before others that look like one.
   */
  Optional<String> portalId(Handoff chat);
}
