package dev.handoff.zoho.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The whole answer has to be there in time, body included. The client's own timeouts count from one
 * byte to the next, so an answer that trickles in would hold its thread for hours; and one that
 * never ends would fill the memory.
 */
@Component
final class AnswerDeadline implements ExecChainHandler {

  private static final int LONGEST_BODY = 16 * 1024 * 1024;

  private final Duration whole;

  AnswerDeadline(@Value("${handoff.zoho.answer-timeout-ms:30000}") long millis) {
    this.whole = Duration.ofMillis(millis);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    ended
        .orTimeout(whole.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              abort(scope);
              return null;
            });
    try {
      ClassicHttpResponse answer = chain.proceed(request, scope);
      takeBody(answer);
      return answer;
    } catch (IOException | IllegalStateException failure) {
      if (ended.isCompletedExceptionally()) {
        throw late(failure);
      }
      throw failure;
    } finally {
      ended.complete(null);
    }
  }

  private static void abort(ExecChain.Scope scope) {
    if (scope.execRuntime instanceof Cancellable running) {
      running.cancel();
    }
  }

  private static void takeBody(ClassicHttpResponse answer) throws IOException {
    try (HttpEntity body = answer.getEntity()) {
      if (body == null) {
        return;
      }
      byte[] bytes = body.getContent().readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY) {
        answer.close();
        throw new IOException("an answer longer than " + LONGEST_BODY + " bytes");
      }
      answer.setEntity(
          new ByteArrayEntity(
              bytes, ContentType.parseLenient(body.getContentType()), body.getContentEncoding()));
    }
  }

  private SocketTimeoutException late(Exception failure) {
    SocketTimeoutException late =
        new SocketTimeoutException("no whole answer within " + whole.toMillis() + " ms");
    late.initCause(failure);
    return late;
  }
}
