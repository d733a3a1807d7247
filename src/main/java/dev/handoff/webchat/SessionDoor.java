package dev.handoff.webchat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.webchat.StreamTokens.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher.MatchResult;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a stream token open the two paths on which its session is read; whoever has shown an API key
 * before is let through. Made by hand where the security chain is, so that it guards nothing else.
 */
public final class SessionDoor extends OncePerRequestFilter {

  private static final String BEARER = "bearer ";

  /** Three parts with a dot between (RFC 7519); API keys stand in the same header. */
  private static final Pattern JWT = Pattern.compile("[^.]*\\.[^.]*\\.[^.]*");

  private static final RequestMatcher READING = paths(HttpMethod.GET);

  /** The requests this door is for, and what browsers ask before they send them. */
  public static final RequestMatcher PATHS =
      new OrRequestMatcher(READING, paths(HttpMethod.OPTIONS));

  private final StreamTokens tokens;
  private final ObjectMapper json;

  public SessionDoor(StreamTokens tokens, ObjectMapper json) {
    this.tokens = tokens;
    this.json = json;
  }

  private static RequestMatcher paths(HttpMethod method) {
    PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
    return new OrRequestMatcher(
        path.matcher(method, SessionApi.SESSION + SessionApi.MESSAGES),
        path.matcher(method, SessionApi.SESSION + SessionApi.STREAM));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    MatchResult reading = READING.matcher(request);
    String inHeader = bearer(request);
    String token = inHeader == null ? request.getParameter("token") : inHeader;
    if (!reading.isMatch()
        || token == null
        || token.isBlank()
        || SecurityContextHolder.getContext().getAuthentication() != null) {
      chain.doFilter(request, response);
      return;
    }
    String session = String.valueOf(reading.getVariables().get("session")).strip();
    Verdict verdict = tokens.verify(token, session);
    if (verdict instanceof Verdict.Good good) {
      SecurityContextHolder.getContext().setAuthentication(new SessionReader(good.expiresAt()));
      chain.doFilter(request, response);
    } else {
      boolean mayBeKey = inHeader != null && !JWT.matcher(inHeader).matches();
      refusal(verdict, mayBeKey).write(response, json);
    }
  }

  /** What may be an API key is refused as a wrong one is. */
  private static ChatProblem refusal(Verdict verdict, boolean mayBeKey) {
    if (verdict instanceof Verdict.OtherSession) {
      return ChatProblem.forbidden("This token is for another session");
    }
    if (!(verdict instanceof Verdict.Forged)) {
      return ChatProblem.unauthorized(
          "This token is expired or for something else. Ask for a new one.");
    }
    return mayBeKey
        ? ChatProblem.unauthorized("This is no API key and no stream token of this gateway's")
        : ChatProblem.forbidden("This token is not one of this gateway's. Ask for a new one.");
  }

  private static @Nullable String bearer(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }
}
