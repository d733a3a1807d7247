package dev.handoff.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.Problems;
import dev.handoff.intake.RequestProblem;
import dev.handoff.keeping.Erased;
import dev.handoff.keeping.Erasure;
import dev.handoff.keeping.StillOpenException;
import dev.handoff.keeping.Whom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Forgets a visitor (docs/privacy.md). */
@RestController
@RequestMapping("/ops/api/visitors")
class VisitorsApi extends OpsEndpoint {

  private static final int FEWEST_DIGITS = 7;

  private final Erasure erasure;

  VisitorsApi(ObjectMapper json, Problems problems, Erasure erasure) {
    super(json, problems);
    this.erasure = erasure;
  }

  /**
   * 200 with counts, also when there was nothing; 207 when a part of it failed, with what was done;
   * 409 while something is not settled.
   */
  @DeleteMapping
  ResponseEntity<Object> erase(@RequestParam MultiValueMap<String, String> query) {
    JsonFields fields = Filters.fields(query);
    fields.only("email", "phone", "channel", "conversationId", "force");
    Whom whom = whom(fields);
    boolean force = fields.flag("force");
    fields.check();
    try {
      Erased erased = erasure.erase(DeadLetterActs.TENANT, whom, force, DeadLetterActs.who());
      return answer(HttpAnswer.json(erased.unfinished().isEmpty() ? 200 : 207, view(erased)));
    } catch (StillOpenException open) {
      throw RequestProblem.conflict(String.valueOf(open.getMessage()));
    }
  }

  private static Whom whom(JsonFields fields) {
    String email = Filters.text(fields, "email");
    if (email != null && (email.indexOf('@') < 1 || email.indexOf('@') == email.length() - 1)) {
      fields.rule("email", "is not an e-mail address");
    }
    String phone = Filters.text(fields, "phone");
    if (phone != null && phone.replaceAll("[^0-9]", "").length() < FEWEST_DIGITS) {
      fields.rule("phone", "is not a whole phone number (expected: at least 7 digits)");
    }
    ConversationKey conversation = conversation(fields);
    if (email == null && phone == null && conversation == null) {
      fields.rule("email", "is required, or phone, or channel and conversationId");
    }
    return new Whom(email, phone, conversation);
  }

  private static @Nullable ConversationKey conversation(JsonFields fields) {
    Channel channel = Filters.one(fields, "channel", Channel.values(), Channel::wireName);
    String id = Filters.text(fields, "conversationId");
    if ((channel == null) != (id == null)) {
      fields.rule(
          channel == null ? "channel" : "conversationId", "is required to name a conversation");
      return null;
    }
    return channel == null || id == null ? null : ConversationKey.of(channel, id);
  }

  private static Map<String, Object> view(Erased erased) {
    Map<String, Object> view = new LinkedHashMap<>(erased.counts());
    view.put("zoho", erased.zoho());
    view.put("mentionedIn", erased.mentions());
    if (!erased.unfinished().isEmpty()) {
      view.put("unfinished", erased.unfinished());
    }
    return view;
  }
}
