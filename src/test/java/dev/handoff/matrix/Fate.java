package dev.handoff.matrix;

/** How a handoff fares; the words of the generated table. */
enum Fate {
  RESENT("resent", "the token is refreshed, and the same request is sent once more at once"),
  RETRIED("again", "not carried out, or safe to repeat: the attempt is repeated after a pause"),
  WAITED("waits", "the same, after the time that Zoho asked for, or a minute where it locks"),
  FOUND("found", "perhaps carried out: looked for, found, and not sent again"),
  MADE("made", "perhaps carried out: looked for, not found, and sent again once it has settled"),
  WAITED_AND_MADE("waits, made", "the same, after the time that Zoho asked for"),
  ANEW("anew", "at once, the contact is looked for anew and the request is sent with it"),
  RESOLVED("by e-mail", "Desk itself gives the ticket to the contact that it hides"),
  NOTED("noted", "the person is served without it; the refusal is noted or passed over"),
  PARKED("parked", "at once, with Zoho's words, its field names and the remedy"),
  UNCLEAR(
      "person",
      "parked: an unclear create that cannot be looked for; says what was sent, when, with which"
          + " reference, and how to go on"),
  TOKEN("token", "waits for new credentials without using up attempts; health is DOWN meanwhile"),
  OTHER("wrong", "none of the above");

  final String word;
  final String meaning;

  Fate(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }
}
