package dev.handoff.webchat.widget;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.RequestProblem;
import dev.handoff.webchat.StreamTokens.Issued;
import dev.handoff.webchat.WidgetProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where browsers speak for a visitor. Needs no API key: a session's token, which the browser gets
 * when it opens the session, lets it do what its visitor may do and nothing else.
 */
@RestController
@RequestMapping("/widget/sessions")
class WidgetDoor {

  private final WidgetProperties settings;
  private final WidgetLimits limits;
  private final SessionAccess access;
  private final VisitorTalk talk;
  private final WishDesk wishes;
  private final ObjectMapper json;

  WidgetDoor(
      WidgetProperties settings,
      WidgetLimits limits,
      SessionAccess access,
      VisitorTalk talk,
      WishDesk wishes,
      ObjectMapper json) {
    this.settings = settings;
    this.limits = limits;
    this.access = access;
    this.talk = talk;
    this.wishes = wishes;
    this.json = json;
  }

  /** A new session. */
  record Opened(String sessionId, String token, Instant expiresAt, String renewal) {}

  /** A new token; the renewal is new as well, so that a session in use does not end. */
  record Renewed(String token, Instant expiresAt, String renewal) {}

  /** Opens a session: nothing is stored yet. */
  @PostMapping
  ResponseEntity<Opened> open(HttpServletRequest request) {
    open();
    limits.opens(request.getRemoteAddr());
    String session = access.newSession();
    Issued token = access.token(session);
    return answer(
        HttpStatus.CREATED,
        new Opened(session, token.token(), token.expiresAt(), access.renewal(session).token()));
  }

  /** A new token for the one that is shown to renew it. */
  @PostMapping("/{session}/token")
  ResponseEntity<Renewed> renew(
      @PathVariable String session,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      HttpServletRequest request) {
    open();
    access.checkRenewal(session, authorization);
    limits.opens(request.getRemoteAddr());
    Issued token = access.token(session);
    return answer(
        HttpStatus.OK,
        new Renewed(token.token(), token.expiresAt(), access.renewal(session).token()));
  }

  /** Takes what the visitor wrote; it is stored when this answers. */
  @PostMapping("/{session}/messages")
  ResponseEntity<Heard> say(
      @PathVariable String session,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request) {
    JsonFields fields = enter(session, authorization, body, request);
    return answer(
        HttpStatus.ACCEPTED,
        talk.hear(session, Saying.read(fields, settings), request.getRemoteAddr()));
  }

  /** Takes the wish for a person; it is stored when this answers. */
  @PostMapping("/{session}/handoff")
  ResponseEntity<Granted> handOff(
      @PathVariable String session,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request) {
    JsonFields fields = enter(session, authorization, body, request);
    limits.asks(request.getRemoteAddr());
    return answer(HttpStatus.ACCEPTED, wishes.grant(session, fields, body));
  }

  /** Only who may come in has its body read. */
  private JsonFields enter(
      String session,
      @Nullable String authorization,
      byte @Nullable [] body,
      HttpServletRequest request) {
    open();
    access.check(session, authorization);
    limits.speaks(session, request.getRemoteAddr());
    return JsonFields.read(json, body == null ? new byte[0] : body, request.getContentType());
  }

  private void open() {
    if (!settings.isOpen()) {
      throw RequestProblem.notFound("The widget is switched off (handoff.widget.origins)");
    }
  }

  private static <T> ResponseEntity<T> answer(HttpStatus status, T body) {
    return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
  }
}
