package dev.handoff.setup.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.component.bean.BeanInfo;
import org.apache.camel.spring.SpringCamelContext;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.StandardEnvironment;

/** What the validator believes of the gateway, beside the gateway itself. */
class BeanIndexTest {

  @Test
  void knowsTheBeansAndMethodsOfTheStartedGateway() {
    BeanIndex index = BeanIndex.of(new StandardEnvironment());
    try (SimulatedZoho zoho = SimulatedZoho.start();
        Gateway gateway = Gateway.start(zoho)) {
      SpringCamelContext camel = gateway.bean(SpringCamelContext.class);
      ApplicationContext context = camel.getApplicationContext();
      SoftAssertions all = new SoftAssertions();
      for (String name : index.names()) {
        if (name.startsWith("sandboxPageTest")) {
          continue;
        }
        all.assertThat(context.containsBean(name)).as(name).isTrue();
        if (context.containsBean(name)) {
          Class<?> type = AopUtils.getTargetClass(context.getBean(name));
          all.assertThat(index.types().get(name)).as(name).isAssignableFrom(type);
          if (type.isHidden()) {
            continue;
          }
          BeanInfo seen = new BeanInfo(camel, type);
          index
              .methods(name)
              .forEach(
                  method ->
                      all.assertThat(seen.hasMethod(method.getName())).as("%s", method).isTrue());
        }
      }
      for (String name : context.getBeanDefinitionNames()) {
        Class<?> type = context.getType(name);
        if (type != null && type.getName().startsWith("dev.handoff.") && !name.contains("dev.")) {
          all.assertThat(index.names()).contains(name);
        }
      }
      all.assertAll();
    }
  }

  @Test
  void knowsWhereTheGatewaysOwnWorkBegins() throws IOException {
    Pattern address = Pattern.compile("\"(direct:[a-z-]+)\"");
    Set<String> named = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source :
          sources
              .filter(path -> path.toString().endsWith(".java"))
              .filter(path -> !path.toString().contains("setup"))
              .toList()) {
        Matcher found = address.matcher(Files.readString(source));
        while (found.find()) {
          named.add(found.group(1));
        }
      }
    }

    assertThat(StructureCheck.BEGINNINGS).containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void knowsTheVariablesThatBeansSet() throws IOException {
    Pattern setting = Pattern.compile("setVariable\\(\"(\\w+)\"");
    Set<String> set = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher found = setting.matcher(Files.readString(source));
        while (found.find()) {
          set.add(found.group(1));
        }
      }
    }

    assertThat(ExpressionCheck.FROM_BEANS).containsExactlyInAnyOrderElementsOf(set);
  }
}
