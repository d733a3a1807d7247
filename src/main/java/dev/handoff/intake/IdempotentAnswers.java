package dev.handoff.intake;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.IdempotentCalls;
import dev.handoff.handoff.IdempotentCalls.Answered;
import dev.handoff.handoff.StoredAnswer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives the first answer again to a call with the same {@code Idempotency-Key}. */
@Component
public final class IdempotentAnswers {

  private final IdempotentCalls calls;
  private final HttpAnswerWriter writer;

  IdempotentAnswers(IdempotentCalls calls, HttpAnswerWriter writer) {
    this.calls = calls;
    this.writer = writer;
  }

  /** Carries out the call, in one transaction when it has a key; work that throws has no effect. */
  public HttpAnswer once(@Nullable IdempotencyKey key, Supplier<HttpAnswer> work) {
    return key == null
        ? work.get()
        : answer(calls.once(ConversationKey.DEFAULT_TENANT, key, () -> answered(work.get())));
  }

  private Answered answered(HttpAnswer answer) {
    String handoff = answer.headers().get(HttpAnswer.HANDOFF_ID);
    return new Answered(
        handoff == null ? null : new HandoffId(handoff),
        new StoredAnswer(answer.status(), writer.text(answer.body())));
  }

  private static HttpAnswer answer(Answered answered) {
    StoredAnswer first = answered.answer();
    return HttpAnswer.json(first.status(), first.body()).about(answered.handoff());
  }
}
