package dev.handoff.setup.routes;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * The gateway's beans by their names, found on the class path as Spring finds them when it starts.
 * None of them is made.
 */
final class BeanIndex {

  private static final String ROOMS = "dev.handoff";

  /** What every object can. */
  private static final Set<String> OF_ALL =
      Stream.of(Object.class.getMethods()).map(Method::getName).collect(Collectors.toSet());

  /** What Spring Boot adds and flows have a use for. */
  private static final Map<String, Class<?>> BOOT =
      Map.of(
          "dataSource", DataSource.class, "transactionManager", PlatformTransactionManager.class);

  private final Map<String, Class<?>> beans;

  private BeanIndex(Map<String, Class<?>> beans) {
    this.beans = beans;
  }

  /** Scans with the profiles of that environment. */
  static BeanIndex of(Environment environment) {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    StandardEnvironment profiles = new StandardEnvironment();
    if (environment.acceptsProfiles(Profiles.of("sandbox"))) {
      profiles.addActiveProfile("sandbox");
    }
    scan.setEnvironment(profiles);
    scan.addIncludeFilter(new AnnotationTypeFilter(Component.class));
    Map<String, Class<?>> beans = new TreeMap<>(BOOT);
    for (BeanDefinition found : scan.findCandidateComponents(ROOMS)) {
      Class<?> type = type(found);
      beans.put(
          AnnotationBeanNameGenerator.INSTANCE.generateBeanName(
              found, new SimpleBeanDefinitionRegistry()),
          type);
      if (type.isAnnotationPresent(Configuration.class)) {
        made(type)
            .filter(method -> isActive(method, profiles))
            .forEach(method -> beans.put(name(method), method.getReturnType()));
      }
    }
    return new BeanIndex(beans);
  }

  private static Class<?> type(BeanDefinition found) {
    return ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
  }

  private static Stream<Method> made(Class<?> configuration) {
    return Stream.of(configuration.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Bean.class));
  }

  private static boolean isActive(Method method, Environment profiles) {
    Profile profile = method.getAnnotation(Profile.class);
    return profile == null || profiles.acceptsProfiles(Profiles.of(profile.value()));
  }

  private static String name(Method method) {
    String[] names = method.getAnnotation(Bean.class).value();
    return names.length == 0 ? method.getName() : names[0];
  }

  /** The gateway's own exceptions, by their full names. */
  static Set<String> exceptions() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AssignableTypeFilter(Exception.class));
    return scan.findCandidateComponents(ROOMS).stream()
        .map(found -> String.valueOf(found.getBeanClassName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> names() {
    return beans.keySet();
  }

  boolean has(String name) {
    return beans.containsKey(name);
  }

  /** Whether the bean is of that type; false for an unknown one. */
  boolean is(String name, Class<?> type) {
    Class<?> own = beans.get(name);
    return own != null && type.isAssignableFrom(own);
  }

  Map<String, Class<?>> types() {
    return Map.copyOf(beans);
  }

  /** The methods that a flow can call on it. */
  List<Method> methods(String name) {
    Class<?> type = beans.get(name);
    return type == null ? List.of() : methods(type);
  }

  private static List<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !OF_ALL.contains(method.getName()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !method.isBridge() && !method.isSynthetic() && !method.isDefault())
        .toList();
  }
}
