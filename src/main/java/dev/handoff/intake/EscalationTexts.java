package dev.handoff.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an AI agent tells its customer about an escalation (contract 4.5).
 *
 * @param opened the ticket {number} is there
 * @param openedWithoutNumber the same where Desk told no number
 * @param pending the case is saved, the ticket follows
 * @param refused the case is kept, but there is no ticket
 */
@ConfigurationProperties("handoff.texts.escalation")
public record EscalationTexts(
    @DefaultValue(
            "Your case is now with our support team as ticket #{number}. A person will get back to"
                + " you.")
        String opened,
    @DefaultValue("Your case is now with our support team. A person will get back to you.")
        String openedWithoutNumber,
    @DefaultValue(
            "Your case is saved and on its way to our support team. There is nothing more you need"
                + " to do.")
        String pending,
    @DefaultValue(
            "Your case could not be passed on just now. It is kept for our team to look into; if it"
                + " is urgent, please contact us another way as well.")
        String refused) {}
