package dev.handoff.routing;

import java.util.List;

/**
 * The words that a bot's dialogue understands, in any case and only as whole words; articles and
 * "please" do not count. An entry that begins with {@code =} fits only as the whole message, apart
 * from greetings and polite words around it: "ticket" alone asks for a ticket, "my train ticket"
 * does not. One that begins with {@code ^} fits only at the beginning.
 *
 * @param greetings a message of nothing but these is greeted back
 * @param polite may stand around an entry that fits only as the whole message
 * @param chat asks for an operator now
 * @param callback asks for a call
 * @param ticket asks for an answer by e-mail
 * @param leave as a whole message, leads back to the menu from anywhere
 * @param yes as a whole message, accepts an offer
 * @param no as a whole message, declines an offer
 */
public record Keywords(
    List<String> greetings,
    List<String> polite,
    List<String> chat,
    List<String> callback,
    List<String> ticket,
    List<String> leave,
    List<String> yes,
    List<String> no) {}
