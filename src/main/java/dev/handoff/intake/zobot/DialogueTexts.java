package dev.handoff.intake.zobot;

/**
 * Every sentence the bot can say, in one language; {@code config/tables/texts} holds them under the
 * same names, in kebab case. Words in braces are filled in; a text may leave them out.
 *
 * @param greeting said to whoever lands or greets
 * @param sorry said when the gateway itself failed
 */
public record DialogueTexts(
    String greeting,
    Menu menu,
    Chat chat,
    Callback callback,
    Ticket ticket,
    Failure failure,
    Late late,
    Escalation escalation,
    String sorry) {

  /** What an AI agent tells its customer about a case that it handed over: {number}. */
  public record Escalation(
      @Fills("number") String opened, String openedWithoutNumber, String pending, String refused) {}

  /** An answer that takes its time: {answer}. */
  public record Late(
      String progress, @Fills("answer") String news, String unclear, String missed) {}

  /** The ways to a human, and yes and no. */
  public record Menu(
      String question,
      String unsure,
      String chat,
      String callback,
      String ticket,
      String yes,
      String no,
      String back,
      String oneMoment) {}

  /** Instant chat. */
  public record Chat(
      String connecting,
      String forwarding,
      String pending,
      String relayed,
      String withTeam,
      String stillConnecting,
      String needNotWait,
      String refused,
      String preview) {}

  /** Schedule callback: {phone}, {when}, {date}, {zone}, {choices}, {seen}. */
  public record Callback(
      @Fills("zone") String askBoth,
      @Fills("when") String askPhone,
      @Fills({"phone", "zone"}) String askTime,
      @Fills({"date", "zone"}) String askTimeOfDay,
      @Fills({"date", "zone"}) String askPhoneAndTimeOfDay,
      @Fills({"choices", "zone"}) String askChoice,
      @Fills({"choices", "zone"}) String askDay,
      String askPhoneToo,
      String nothingFound,
      String noPhone,
      String noTime,
      String noChoice,
      @Fills("seen") String phoneTooShort,
      @Fills("seen") String phoneTooLong,
      @Fills("when") String past,
      @Fills("when") String tooFar,
      @Fills({"when", "opens"}) String closed,
      @Fills("when") String closedForLong,
      String offerTicket,
      @Fills({"phone", "when"}) String confirmed,
      @Fills({"phone", "when"}) String alreadyBooked,
      @Fills({"phone", "when"}) String pending,
      String refused) {}

  /** Create ticket: {email}, {number}. */
  public record Ticket(
      String askEmail,
      String noEmail,
      String badEmail,
      String gaveUp,
      @Fills({"email", "number"}) String confirmed,
      @Fills("email") String confirmedWithoutNumber,
      @Fills("number") String confirmedWithoutAddress,
      String savedWithoutAddress,
      @Fills("email") String pending,
      String refused,
      @Fills("number") String alreadyExists,
      String alreadyOnItsWay,
      String offerAgain) {}

  /**
   * When nobody is there ({opens}), SalesIQ could not do what it was told, or something went wrong
   * here.
   */
  public record Failure(
      @Fills("opens") String closedUntil,
      String offlineHours,
      String nobodyFree,
      String invalidOperators,
      String tooLong,
      String execution) {}
}
