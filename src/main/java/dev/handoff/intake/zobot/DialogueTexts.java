package dev.handoff.intake.zobot;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every sentence the bot can say. Words in braces are filled in; a text may leave them out.
 *
 * @param greeting said to whoever lands or greets
 * @param sorry said when the gateway itself failed
 */
@ConfigurationProperties("handoff.texts")
public record DialogueTexts(
    @DefaultValue("Hello! How can I assist you today?") String greeting,
    @DefaultValue Menu menu,
    @DefaultValue Chat chat,
    @DefaultValue Callback callback,
    @DefaultValue Ticket ticket,
    @DefaultValue Failure failure,
    @DefaultValue Late late,
    @DefaultValue(
            "Sorry, something went wrong on our side and nothing was saved. Please send that again"
                + " in a moment.")
        String sorry) {

  /** An answer that takes its time: {answer}. */
  public record Late(
      @DefaultValue("I'm still on it. Thank you for waiting.") String progress,
      @DefaultValue("About your earlier request: {answer}") String news,
      @DefaultValue(
              "Sorry, this takes longer than it should, and I can't tell yet whether your request"
                  + " was saved. Please write to me again in a moment; nothing will be done twice.")
          String unclear,
      @DefaultValue("I'm sorry, nobody was free to take the chat.") String missed) {}

  /** The ways to a human, and yes and no. */
  public record Menu(
      @DefaultValue("How would you like to go on? Please choose one of these:") String question,
      @DefaultValue(
              "I'm not sure that I know the right answer to that. How would you like to go on? Please"
                  + " choose one of these:")
          String unsure,
      @DefaultValue("Instant chat") String chat,
      @DefaultValue("Schedule callback") String callback,
      @DefaultValue("Create ticket") String ticket,
      @DefaultValue("Yes, please") String yes,
      @DefaultValue("No, thanks") String no,
      @DefaultValue("Back to menu") String back,
      @DefaultValue("One moment, please.") String oneMoment) {}

  /** Instant chat. */
  public record Chat(
      @DefaultValue(
              "I'm connecting you with one of our operators. They see all that we wrote here and will"
                  + " get in touch with you.")
          String connecting,
      @DefaultValue("One moment, please. An operator is taking over this chat.") String forwarding,
      @DefaultValue("Your request for a chat is saved and on its way to our operators.")
          String pending,
      @DefaultValue(
              "I'm sorry, I can't reach an operator for you right now. We can call you back, or"
                  + " answer by e-mail:")
          String refused,
      @DefaultValue(
              "This is a preview of the bot, and a preview can't be transferred to an operator. On"
                  + " your site it will be. These work here too:")
          String preview) {}

  /** Schedule callback: {phone}, {when}, {date}, {zone}, {choices}, {seen}. */
  public record Callback(
      @DefaultValue(
              "Happy to arrange a call. Which phone number should we call, and when? For example:"
                  + " +1 555 010 9999, tomorrow at 3 PM ({zone} time).")
          String askBoth,
      @DefaultValue(
              "Which phone number should we call on {when}? Please include the country code, for"
                  + " example +1 555 010 9999.")
          String askPhone,
      @DefaultValue(
              "We will call {phone}; send another number if you prefer. When should we call? For"
                  + " example: tomorrow at 3 PM ({zone} time).")
          String askTime,
      @DefaultValue("At what time on {date} ({zone} time)? For example: 3 PM.") String askTimeOfDay,
      @DefaultValue("Which phone number should we call, and at what time on {date} ({zone} time)?")
          String askPhoneAndTimeOfDay,
      @DefaultValue("Which of these do you mean?\n{choices}") String askChoice,
      @DefaultValue("Which day do you mean, and at what time ({zone} time)?\n{choices}")
          String askDay,
      @DefaultValue("And which phone number should we call?") String askPhoneToo,
      @DefaultValue("I couldn't find a phone number or a time in that.") String nothingFound,
      @DefaultValue("I couldn't find a phone number in that.") String noPhone,
      @DefaultValue("I couldn't find a time in that.") String noTime,
      @DefaultValue("I couldn't tell which one you mean.") String noChoice,
      @DefaultValue("{seen} is too short for a phone number; it should have 7 to 15 digits.")
          String phoneTooShort,
      @DefaultValue("{seen} is too long for a phone number; it should have 7 to 15 digits.")
          String phoneTooLong,
      @DefaultValue("{when} is in the past.") String past,
      @DefaultValue("{when} is too far ahead for us to plan.") String tooFar,
      @DefaultValue("Nobody is here to call you on {when}. We are back on {opens}.") String closed,
      @DefaultValue("Nobody is here to call you on {when}.") String closedForLong,
      @DefaultValue(
              "I'm sorry, I couldn't work out the details for a call. Shall I create a ticket"
                  + " instead, so that we answer by e-mail?")
          String offerTicket,
      @DefaultValue("Your callback is scheduled: we will call {phone} on {when}.") String confirmed,
      @DefaultValue("That call is already arranged: {phone} on {when}.") String alreadyBooked,
      @DefaultValue(
              "Your callback request is saved and on its way: {phone} on {when}. There is nothing"
                  + " more you need to do.")
          String pending,
      @DefaultValue(
              "I'm sorry, I couldn't schedule your callback. Your request is kept for our team to"
                  + " look into, but please don't count on the call. You can also reach us this"
                  + " way:")
          String refused) {}

  /** Create ticket: {email}, {number}. */
  public record Ticket(
      @DefaultValue("Which e-mail address should we answer to?") String askEmail,
      @DefaultValue("I couldn't find an e-mail address in that.") String noEmail,
      @DefaultValue(
              "That doesn't look like a complete e-mail address; it should read like"
                  + " name@example.com.")
          String badEmail,
      @DefaultValue(
              "I'm sorry, without an e-mail address I can't create a ticket. Is there another way I"
                  + " can help? Please choose one of these:")
          String gaveUp,
      @DefaultValue("Your ticket #{number} is created. We will answer to {email}.")
          String confirmed,
      @DefaultValue("Your ticket is created. We will answer to {email}.")
          String confirmedWithoutNumber,
      @DefaultValue(
              "Your ticket is saved and on its way. We will answer to {email}; there is nothing"
                  + " more you need to do.")
          String pending,
      @DefaultValue(
              "I'm sorry, I couldn't create your ticket. Your request is kept for our team to look"
                  + " into. You can also reach us this way:")
          String refused,
      @DefaultValue("You already have ticket #{number}. Shall I open another one?")
          String alreadyExists,
      @DefaultValue("Your ticket is already on its way. Shall I open another one?")
          String alreadyOnItsWay,
      @DefaultValue("Shall I create a ticket, so that we answer by e-mail?") String offerAgain) {}

  /** When nobody is there ({opens}), SalesIQ could not do what it was told, or something went wrong here. */
  public record Failure(
      @DefaultValue(
              "Nobody is here for a chat right now; we are back on {opens}. We can call you then, or"
                  + " answer by e-mail:")
          String closedUntil,
      @DefaultValue(
              "Our operators are out of office hours right now. We can call you back, or answer by"
                  + " e-mail:")
          String offlineHours,
      @DefaultValue(
              "All our operators are busy right now, nobody is free to take the chat. We can call"
                  + " you back, or answer by e-mail:")
          String nobodyFree,
      @DefaultValue(
              "I couldn't find the right operator for this chat. We can call you back, or answer by"
                  + " e-mail:")
          String invalidOperators,
      @DefaultValue("Sorry, my answer was too long to show. Please choose one of these:")
          String tooLong,
      @DefaultValue(
              "Sorry, something went wrong on our side and you got no answer in time. We can call"
                  + " you back, or answer by e-mail:")
          String execution) {}
}
