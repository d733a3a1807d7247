package dev.handoff.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.intake.KeyedPaths;
import dev.handoff.secrets.Secrets;
import dev.handoff.webchat.SessionDoor;
import dev.handoff.webchat.StreamTokens;
import dev.handoff.webchat.WidgetCors;
import dev.handoff.webchat.WidgetProperties;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who may enter where. Closed by default: a path that no chain names wants the operators' login.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String NO_KEY =
      "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Send an API"
          + " key as 'Authorization: Bearer <key>' or 'X-Api-Key: <key>'\"}";

  /** Jolokia also acts on GET, so a link on a foreign page could stop a route. */
  private static final RequestMatcher JOLOKIA =
      new OrRequestMatcher(
          PathPatternRequestMatcher.withDefaults().matcher("/jolokia/**"),
          PathPatternRequestMatcher.withDefaults().matcher("/hawtio/jolokia/**"));

  private static final RequestMatcher LOGIN =
      PathPatternRequestMatcher.withDefaults().matcher("/login");

  /** Webhooks and the drop-in prove themselves by what they carry; their routes check it. */
  @Bean
  @Order(1)
  SecurityFilterChain webhooks(HttpSecurity http) throws Exception {
    return routes(
            stateless(
                http.securityMatcher(
                    "/webhook/**", "/api/zoho/webhook", KeyedPaths.BOTPRESS + "**")))
        .authorizeHttpRequests(rule -> rule.anyRequest().permitAll())
        .build();
  }

  /** Browsers read a chat with a token for that session; pages of other sites, where allowed. */
  @Bean
  @Order(2)
  SecurityFilterChain sessions(
      HttpSecurity http,
      Supplier<ApiKeys> apiKeys,
      StreamTokens tokens,
      ObjectMapper json,
      WidgetProperties widget)
      throws Exception {
    return apiKeys(http.securityMatcher(SessionDoor.PATHS), apiKeys)
        .addFilter(WidgetCors.filter(widget, List.of("GET")))
        .addFilterBefore(new SessionDoor(tokens, json), UsernamePasswordAuthenticationFilter.class)
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain api(HttpSecurity http, Supplier<ApiKeys> apiKeys) throws Exception {
    return routes(apiKeys(http.securityMatcher("/api/**"), apiKeys)).build();
  }

  /** Read as they stand; {@code @Value} would take a key for an expression. */
  @Bean
  Supplier<ApiKeys> apiKeys(Environment settings, Secrets secrets) {
    List<String> keys = List.of(settings.getRequiredProperty("handoff.api-keys").split(","));
    return secrets.live("HANDOFF_API_KEYS", new ApiKeys(keys), ApiKeys::of);
  }

  private static HttpSecurity apiKeys(HttpSecurity http, Supplier<ApiKeys> keys) throws Exception {
    return stateless(http)
        .addFilterBefore(new ApiKeyFilter(keys), UsernamePasswordAuthenticationFilter.class)
        .authorizeHttpRequests(
            rule ->
                rule.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .exceptionHandling(
            failure ->
                failure.authenticationEntryPoint(
                    (request, response, denied) -> refuseKey(response)));
  }

  /** What is answered by Camel's routes, each on a thread of its own. */
  private static HttpSecurity routes(HttpSecurity http) throws Exception {
    return http.headers(headers -> headers.withObjectPostProcessor(new EarlyHeaders()));
  }

  private static HttpSecurity stateless(HttpSecurity http) throws Exception {
    return http.csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  private static void refuseKey(HttpServletResponse response) throws IOException {
    response.setStatus(401);
    response.setHeader("WWW-Authenticate", "Bearer");
    response.setContentType("application/problem+json");
    response.getOutputStream().write(NO_KEY.getBytes(StandardCharsets.UTF_8));
  }

  /** The widget's visitors have no login; its door wants the token of the visitor's session. */
  @Bean
  @Order(4)
  SecurityFilterChain visitors(HttpSecurity http, WidgetProperties widget) throws Exception {
    return stateless(http.securityMatcher("/widget/**"))
        .addFilter(WidgetCors.filter(widget, List.of("POST")))
        .authorizeHttpRequests(rule -> rule.anyRequest().permitAll())
        .build();
  }

  /** Any page may hold the script; what it may do is said by {@link #visitors}. */
  @Bean
  @Order(5)
  SecurityFilterChain visitorPages(HttpSecurity http) throws Exception {
    return stateless(http.securityMatcher("/widget.js", "/demo", "/demo/**"))
        .authorizeHttpRequests(rule -> rule.anyRequest().permitAll())
        .build();
  }

  /** The sandbox's own pages hold nothing real. */
  @Bean
  @Order(6)
  @Profile("sandbox")
  SecurityFilterChain sandbox(HttpSecurity http) throws Exception {
    return stateless(http.securityMatcher("/sandbox", "/sandbox/**"))
        .authorizeHttpRequests(rule -> rule.anyRequest().permitAll())
        .build();
  }

  /** Health is open and tells nothing but UP or DOWN to strangers. */
  @Bean
  @Order(7)
  SecurityFilterChain operations(HttpSecurity http, OpsLogin login) throws Exception {
    return http.addFilterAfter(new OpsSessionEnd(login), SecurityContextHolderFilter.class)
        .authorizeHttpRequests(
            rule ->
                rule.dispatcherTypeMatchers(DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(
                        "/login",
                        "/login.css",
                        "/actuator/health",
                        "/actuator/health/liveness",
                        "/actuator/health/readiness",
                        "/error")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .httpBasic(Customizer.withDefaults())
        .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/console"))
        .requestCache(cache -> cache.requestCache(pagesOnly()))
        .exceptionHandling(
            failure ->
                failure
                    .defaultAuthenticationEntryPointFor(
                        (request, response, denied) ->
                            OpsRefusals.login(response, isScript(request)),
                        OpsRefusals.PATHS)
                    .defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                        SecurityConfiguration::isScript)
                    .accessDeniedHandler(new OpsRefusals()))
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                    .csrfTokenRequestHandler(eager())
                    .requireCsrfProtectionMatcher(
                        new OrRequestMatcher(CsrfFilter.DEFAULT_CSRF_MATCHER, JOLOKIA))
                    .ignoringRequestMatchers(
                        SecurityConfiguration::isProgram, SecurityConfiguration::isStranger))
        .build();
  }

  /** After the login one is led to the page one asked for, never to what its script asked for. */
  private static RequestCache pagesOnly() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(
        request ->
            request.getMethod().equals("GET")
                && !isScript(request)
                && !OpsRefusals.PATHS.matches(request));
    return cache;
  }

  /**
   * Writes the cookie with every answer. Hawtio reads it and sends it back in {@code X-XSRF-TOKEN};
   * left to itself, the token would be made at its first use, which never comes.
   */
  private static CsrfTokenRequestAttributeHandler eager() {
    CsrfTokenRequestAttributeHandler handler = new CsrfTokenRequestAttributeHandler();
    handler.setCsrfRequestAttributeName(null);
    return handler;
  }

  /**
   * HTTP Basic from anything but a browser needs no CSRF token: a browser may send credentials that
   * it remembers without its user's will, but then says where the request comes from.
   */
  private static boolean isProgram(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null
        && authorization.regionMatches(true, 0, "Basic ", 0, 6)
        && request.getHeader("Origin") == null
        && request.getHeader("Sec-Fetch-Site") == null;
  }

  /** Who brings no login has none that could be abused, and gets to hear that one is needed. */
  private static boolean isStranger(HttpServletRequest request) {
    return request.getHeader("Authorization") == null
        && !request.isRequestedSessionIdValid()
        && !LOGIN.matches(request);
  }

  /** A page's script gets a bare 401: a Basic challenge would make the browser ask for a login. */
  private static boolean isScript(HttpServletRequest request) {
    String mode = request.getHeader("Sec-Fetch-Mode");
    return mode != null && !mode.equals("navigate");
  }

  private static final class ApiKeyFilter extends OncePerRequestFilter {

    private final Supplier<ApiKeys> keys;

    ApiKeyFilter(Supplier<ApiKeys> keys) {
      this.keys = keys;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (keys.get().accepts(request)) {
        SecurityContextHolder.getContext().setAuthentication(new Caller());
      }
      chain.doFilter(request, response);
    }
  }

  /** Somebody with an API key. */
  private static final class Caller extends AbstractAuthenticationToken {

    Caller() {
      super(AuthorityUtils.createAuthorityList("ROLE_API"));
      setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
      return "";
    }

    @Override
    public Object getPrincipal() {
      return "api";
    }
  }
}
