package dev.handoff.setup.routes;

import dev.handoff.setup.routes.Flows.BeanCall;
import dev.handoff.setup.routes.Flows.Named;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Handler;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Whether the beans that flows call are there and have the methods named. */
final class BeanCheck {

  private final BeanIndex index;
  private final Flows flows;
  private final List<Finding> findings;

  BeanCheck(BeanIndex index, Flows flows, List<Finding> findings) {
    this.index = index;
    this.flows = flows;
    this.findings = findings;
  }

  void check() {
    flows.calls.forEach(this::call);
    flows.beanRefs.forEach(ref -> reference(ref.place(), ref.name()));
    for (Flows.Text text : flows.texts) {
      if (text.text().startsWith("#bean:")) {
        reference(text.place(), text.text());
      } else if (text.text().startsWith("#class:")) {
        type(text.place(), text.text().substring("#class:".length()).replaceAll("[(].*", ""));
      }
    }
  }

  private void reference(Place place, String ref) {
    String name = ref.replaceFirst("^#(bean:)?", "");
    if (!ref.startsWith("#class:") && !ref.startsWith("#type:") && !name.contains("{{")) {
      isKnown(place, name);
    }
  }

  private void type(Place place, String name) {
    if (!ClassUtils.isPresent(name, null)) {
      findings.add(
          Finding.error(
              place, "there is no class '" + name + "'", null, "Give the full name of one."));
    }
  }

  private boolean isKnown(Place place, String name) {
    if (index.has(name) || flows.beans.containsKey(name)) {
      return true;
    }
    Set<String> all = new TreeSet<>(index.names());
    all.addAll(flows.beans.keySet());
    findings.add(
        Finding.error(
            place,
            "there is no bean '" + name + "'",
            Spelling.nearest(name, all),
            "docs/routes/index.md lists the beans for flows."));
    return false;
  }

  private void call(BeanCall call) {
    String bean = call.bean().replaceFirst("^#?bean:", "");
    if (bean.contains("{{") || bean.contains("${") || bean.startsWith("#")) {
      return;
    }
    // A class may stand for a bean; then Camel makes one.
    if (bean.contains(".") && !bean.startsWith("type:")) {
      type(call.place(), bean);
      return;
    }
    if (!isKnown(call.place(), bean) || !index.has(bean)) {
      return;
    }
    if (call.method() == null) {
      only(call.place(), bean);
    } else {
      method(call.methodPlace(), bean, call.method());
    }
  }

  private void only(Place place, String bean) {
    List<Method> methods = index.methods(bean);
    boolean clear =
        methods.size() == 1
            || methods.stream().filter(method -> method.isAnnotationPresent(Handler.class)).count()
                == 1
            || index.is(bean, Processor.class);
    if (!clear) {
      findings.add(
          Finding.error(
              place,
              "the bean '" + bean + "' has several methods and none is named",
              null,
              "Add 'method:' with one of " + String.join(", ", names(methods)) + "."));
    }
  }

  private void method(Place place, String bean, String written) {
    String name = written.replaceFirst("\\(.*", "").strip();
    List<Method> all = index.methods(bean);
    List<Method> named = all.stream().filter(method -> method.getName().equals(name)).toList();
    if (named.isEmpty()) {
      findings.add(
          Finding.error(
              place,
              "the bean '" + bean + "' has no method '" + name + "'",
              Spelling.nearest(name, names(all)),
              "It has " + String.join(", ", names(all)) + "."));
    } else if (written.contains("(")) {
      Arguments given = Arguments.of(written);
      if (given.fault() == null) {
        arguments(place, bean, name, named, given.count());
      } else {
        findings.add(
            Finding.error(
                place,
                "'" + written + "' " + given.fault(),
                null,
                "Write it as in " + name + "(${body}, 'text')."));
      }
    } else if (named.size() > 1) {
      findings.add(
          Finding.error(
              place,
              "the bean '" + bean + "' has several methods '" + name + "'",
              null,
              "Say with which arguments, as in " + name + "(${body})."));
    }
  }

  private void arguments(Place place, String bean, String name, List<Method> named, int given) {
    Set<Integer> counts =
        named.stream()
            .map(Method::getParameterCount)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!counts.contains(given)) {
      findings.add(
          Finding.error(
              place,
              "'%s' of the bean '%s' takes %s arguments, and %d are given"
                  .formatted(
                      name,
                      bean,
                      counts.stream().map(String::valueOf).collect(Collectors.joining(" or ")),
                      given),
              null,
              "Without parentheses, Camel fills them in by itself."));
    }
  }

  private static Set<String> names(List<Method> methods) {
    return methods.stream().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Exceptions that flows catch. */
  void exceptions() {
    Set<String> own = null;
    for (Named exception : flows.exceptions) {
      if (!ClassUtils.isPresent(exception.name(), null)) {
        own = own == null ? BeanIndex.exceptions() : own;
        findings.add(
            Finding.error(
                exception.place(),
                "there is no exception '" + exception.name() + "'",
                near(exception.name(), own),
                "Give the full name of its class."));
      }
    }
  }

  /** By the whole name, else by the name of the class alone. */
  private static @Nullable String near(String written, Set<String> all) {
    String simple = written.substring(written.lastIndexOf('.') + 1);
    String found =
        Spelling.nearest(
            simple,
            all.stream()
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toSet()));
    return found == null
        ? null
        : all.stream().filter(name -> name.endsWith("." + found)).findFirst().orElse(found);
  }
}
