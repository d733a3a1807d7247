package dev.handoff.setup.wizard;

import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** An operator with a program instead of a browser, on one node. */
record Person(Gateway node, SimulatedZoho zoho) {

  static final Map<String, String> LOGIN =
      Map.of("Authorization", basic(Gateway.OPS_USER, Gateway.OPS_PASSWORD), "X-Api-Key", "");

  /** Settings of a gateway that knows nothing of its Zoho but the hosts. */
  static Map<String, String> nothing(SimulatedZoho zoho) {
    Map<String, String> all =
        Gateway.settings(zoho).keySet().stream()
            .filter(name -> name.startsWith("ZOHO_") && !name.endsWith("_URL"))
            .collect(Collectors.toMap(name -> name, name -> ""));
    all.put("spring.profiles.active", "setup");
    all.put("handoff.retry.credential", "200ms");
    all.put("handoff.delivery.polling", "100ms");
    return all;
  }

  static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  Gateway.Answer get(String path) {
    return node.send("GET", path, null, LOGIN);
  }

  Document page(String path) {
    Gateway.Answer answer = get(path);
    if (answer.status() != 200) {
      throw new AssertionError(path + ": " + answer.status() + " " + answer.text());
    }
    return Jsoup.parse(answer.text(), node.uri("/setup").toString());
  }

  Gateway.Answer submit(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return node.send(
        "POST",
        path,
        body,
        Map.of(
            "Authorization",
            LOGIN.get("Authorization"),
            "X-Api-Key",
            "",
            "Content-Type",
            "application/x-www-form-urlencoded"));
  }

  /** Both clients as the simulated Zoho has registered them. */
  void storeClients() {
    Gateway.Answer stored =
        submit(
            "/setup/connection",
            Map.of(
                "ZOHO_CLIENT_ID", zoho.settings().ordinary().clientId(),
                "ZOHO_CLIENT_SECRET", zoho.settings().ordinary().clientSecret(),
                "ZOHO_SALESIQ_CLIENT_ID", zoho.settings().organisation().clientId(),
                "ZOHO_SALESIQ_CLIENT_SECRET", zoho.settings().organisation().clientSecret()));
    if (stored.status() != 303) {
      throw new AssertionError(stored.text());
    }
  }

  /** The address of the consent page, as the page links it. */
  String link(String credential) {
    Element link = page("/setup").getElementById("authorise-" + credential);
    if (link == null) {
      throw new AssertionError("no link for " + credential);
    }
    return link.attr("href");
  }

  /** Goes to Zoho and accepts; gives the query with which Zoho sends the browser back. */
  String accept(String link) {
    URI consent = URI.create(link);
    String path = consent.getRawPath() + "/accept?" + consent.getRawQuery();
    Gateway.Answer sent = node.send(HttpRequest.newBuilder(consent.resolve(path)).build());
    return sent.headers().get("location").replaceAll("^[^?]*\\?", "");
  }

  Gateway.Answer callback(String query) {
    return get("/setup/callback?" + query);
  }

  void authorise(String credential) {
    Gateway.Answer back = callback(accept(link(credential)));
    if (back.status() != 303) {
      throw new AssertionError(back.status() + " " + back.text());
    }
  }

  /** All that the lists offer. */
  Gateway.Answer choose() {
    return chooseBut(Map.of());
  }

  /** The same with other values. */
  Gateway.Answer chooseBut(Map<String, String> others) {
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "ZOHO_ORG_ID", zoho.settings().orgId(),
                "ZOHO_DEPARTMENT_ID", zoho.settings().departmentId(),
                "ZOHO_SALESIQ_SCREEN_NAME", zoho.settings().screenName(),
                "ZOHO_SALESIQ_APP_ID", zoho.settings().appId(),
                "ZOHO_SALESIQ_DEPARTMENT_ID", zoho.settings().salesiqDepartmentId()));
    form.putAll(others);
    return submit("/setup/choices", form);
  }

  /** The exchanges of codes that reached Zoho. */
  List<LoggedRequest> exchanges() {
    return zoho.requests().stream()
        .filter(request -> request.side() == Side.ACCOUNTS)
        .filter(request -> request.body().contains("authorization_code"))
        .toList();
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
