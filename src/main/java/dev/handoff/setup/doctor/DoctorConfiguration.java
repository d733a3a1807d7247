package dev.handoff.setup.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.NodeClock;
import dev.handoff.intake.AnswerServiceProperties;
import dev.handoff.relay.BotEventsProperties;
import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.routing.Categories;
import dev.handoff.setup.NeededScopes;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoDirectory;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoReader;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.ZohoChoices;
import dev.handoff.zoho.desk.DeskProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The checks of which there are several of a kind, or that are also made without a gateway. */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {

  @Bean
  @Order(20)
  DatabaseCheck databaseCheck(DataSource database, NodeClock clock, Environment environment) {
    return new DatabaseCheck(
        database, clock.time(), environment.acceptsProfiles(Profiles.of("sandbox")));
  }

  @Bean
  @Order(40)
  HostCheck accountsHostCheck(ZohoPlaces places, NodeClock clock) {
    return HostCheck.accounts(places, clock.time());
  }

  @Bean
  @Order(41)
  HostCheck deskHostCheck(ZohoPlaces places, NodeClock clock) {
    return HostCheck.desk(places, clock.time());
  }

  @Bean
  @Order(42)
  HostCheck salesIqHostCheck(ZohoPlaces places, NodeClock clock) {
    return HostCheck.salesIq(places, clock.time());
  }

  @Bean
  @Order(45)
  ClockCheck clockCheck(ZohoPlaces places, NodeClock clock) {
    return new ClockCheck(places, clock.time());
  }

  @Bean
  @Order(50)
  CredentialCheck ordinaryCredentialCheck(
      TokenBroker broker, ZohoChoices choices, ZohoReader zoho, ZohoPlaces places) {
    return new CredentialCheck(broker, CredentialName.ORDINARY, choices, zoho, places);
  }

  @Bean
  @Order(51)
  CredentialCheck organisationCredentialCheck(
      TokenBroker broker, ZohoChoices choices, ZohoReader zoho, ZohoPlaces places) {
    return new CredentialCheck(broker, CredentialName.ORGANISATION, choices, zoho, places);
  }

  @Bean
  @Order(60)
  ScopeCheck deskScopeCheck(
      NeededScopes needed, ZohoChoices choices, ZohoReader zoho, ZohoPlaces places) {
    return ScopeCheck.of(ZohoSide.DESK, needed, choices, zoho, places);
  }

  @Bean
  @Order(61)
  ScopeCheck salesIqScopeCheck(
      NeededScopes needed, ZohoChoices choices, ZohoReader zoho, ZohoPlaces places) {
    return ScopeCheck.of(ZohoSide.SALESIQ, needed, choices, zoho, places);
  }

  @Bean
  @Order(62)
  ScopeCheck visitorScopeCheck(
      NeededScopes needed, ZohoChoices choices, ZohoReader zoho, ZohoPlaces places) {
    return ScopeCheck.of(ZohoSide.VISITOR, needed, choices, zoho, places);
  }

  @Bean
  @Order(70)
  DepartmentCheck deskDepartmentCheck(
      ZohoDirectory directory, ZohoPlaces places, Categories categories) {
    return new DepartmentCheck(
        DepartmentCheck.DESK,
        List.of(OrganisationCheck.NAME),
        "Desk.basic.READ",
        () -> deskDepartments(places, categories),
        () -> directory.departments(places.now()));
  }

  private static Map<String, String> deskDepartments(ZohoPlaces places, Categories categories) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(Choices.shown(places.now().departmentId()), "ZOHO_DEPARTMENT_ID");
    for (String name : categories.names()) {
      String id = categories.find(name).departmentId();
      if (id != null) {
        wanted.putIfAbsent(id, "the category " + name);
      }
    }
    return wanted;
  }

  @Bean
  @Order(77)
  DepartmentCheck salesIqDepartmentCheck(ZohoDirectory directory, ZohoPlaces places) {
    return new DepartmentCheck(
        DepartmentCheck.SALESIQ,
        List.of(PortalCheck.NAME),
        "SalesIQ.departments.READ",
        () ->
            Map.of(Choices.shown(places.now().salesiqDepartmentId()), "ZOHO_SALESIQ_DEPARTMENT_ID"),
        () -> directory.salesIqDepartments(places.now()));
  }

  @Bean
  @Order(85)
  WebhookCheck webhookCheck(
      CatchUpProperties settings,
      DeskProperties desk,
      @Value("${handoff.salesiq-public-keys}") @Nullable String keys) {
    return new WebhookCheck(settings, desk, keys);
  }

  @Bean
  @Order(90)
  AnswerServiceCheck answerServiceCheck(AnswerServiceProperties settings, ObjectMapper json) {
    return new AnswerServiceCheck(settings, json);
  }

  @Bean
  @Order(91)
  BotCallbackCheck botCallbackCheck(BotEventsProperties settings, NodeClock clock) {
    return BotCallbackCheck.callback(settings, clock.time());
  }

  @Bean
  @Order(92)
  BotCallbackCheck botpressCheck(BotEventsProperties settings, NodeClock clock) {
    return BotCallbackCheck.botpress(settings, clock.time());
  }
}
