package dev.handoff.setup.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the files of all flows define, and what they refer to. */
final class Flows {

  /** A name where it stands. */
  record Named(Place place, String name) {}

  /**
   * A route, or what stands for one.
   *
   * @param id null when it has none
   * @param from the address it listens to, or null
   */
  record Route(
      Place place,
      @Nullable String id,
      @Nullable String description,
      @Nullable String from,
      @Nullable String configuration) {}

  /** A template with its parameters: description, and whether one must be given. */
  record Template(Place place, String description, Map<String, Parameter> parameters) {}

  record Parameter(String description, boolean required) {}

  /** A named set of what to do about failures. */
  record Configuration(Place place, String description) {}

  /**
   * An address in use.
   *
   * @param parameters each value where it stands
   * @param own names that the template around it knows
   */
  record Endpoint(
      Place place,
      String uri,
      Map<String, Named> parameters,
      boolean consumer,
      boolean dynamic,
      Set<String> own) {}

  /**
   * A bean in use.
   *
   * @param method as written, with its arguments; null when none is named
   * @param methodPlace where that stands
   */
  record BeanCall(Place place, String bean, @Nullable String method, Place methodPlace) {}

  /** A name of a step that stands on the same way before. */
  record Repeated(Place place, String name, Place first) {}

  /** An expression in Camel's Simple language. */
  record Simple(Place place, String text, boolean predicate) {}

  /** Any text, for placeholders. */
  record Text(Place place, String text, Set<String> own) {}

  /** False when a file could not be read, so that what is missing may well be there. */
  boolean complete = true;

  final List<Route> routes = new ArrayList<>();
  final Map<String, Template> templates = new TreeMap<>();
  final Map<String, Configuration> configurations = new TreeMap<>();
  final Map<String, Place> beans = new TreeMap<>();

  /** The ids of routes and steps. */
  final List<Named> ids = new ArrayList<>();

  /** The names of the instances of templates, which become ids of routes. */
  final List<Named> instances = new ArrayList<>();

  /** Names of steps that a delivery would meet twice. */
  final List<Repeated> repeated = new ArrayList<>();

  final List<Endpoint> endpoints = new ArrayList<>();
  final List<BeanCall> calls = new ArrayList<>();
  final List<Named> beanRefs = new ArrayList<>();
  final List<Named> exceptions = new ArrayList<>();
  final List<Named> configurationRefs = new ArrayList<>();
  final List<Named> inner = new ArrayList<>();
  final List<Simple> simples = new ArrayList<>();
  final List<Text> texts = new ArrayList<>();
  final Set<String> variables = new TreeSet<>();

  /** The routes that listen to addresses of a scheme, by the address without its options. */
  Map<String, Route> listening(String scheme) {
    Map<String, Route> all = new LinkedHashMap<>();
    for (Route route : routes) {
      if (route.from() != null && route.from().startsWith(scheme + ":")) {
        all.putIfAbsent(address(route.from()), route);
      }
    }
    return all;
  }

  /** Without options and slashes that mean nothing. */
  static String address(String uri) {
    return uri.replaceAll("\\?.*", "").replaceFirst("^([a-z]+):(//)?", "$1:");
  }
}
