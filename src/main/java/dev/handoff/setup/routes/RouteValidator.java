package dev.handoff.setup.routes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks all files of the flows together and tells everything at once. Its sources are Camel's own
 * schema and catalogue, the beans on the class path and the settings given.
 */
public final class RouteValidator {

  private final ConfigurableEnvironment environment;
  private final boolean complete;

  /**
   * @param environment gives placeholders their values and says which profile is active
   * @param complete false when settings could not be read, so that a placeholder may have a value
   */
  public RouteValidator(ConfigurableEnvironment environment, boolean complete) {
    this.environment = environment;
    this.complete = complete;
  }

  /**
   * What is wrong, in the order of files and lines.
   *
   * @param folder named for what no file has
   * @param files those that Camel would load
   */
  public List<Finding> check(Path folder, Collection<Path> files) {
    List<Finding> findings = new ArrayList<>();
    DslSchema schema = DslSchema.load();
    Flows flows = new Flows();
    for (Path file : files) {
      YamlFile yaml = YamlFile.read(file);
      findings.addAll(yaml.findings());
      flows.complete &= yaml.findings().isEmpty();
      if (yaml.documents().isEmpty() && yaml.findings().isEmpty()) {
        findings.add(Finding.warning(new Place(file, 0), "the file is empty", null, "Remove it."));
      }
      yaml.documents()
          .forEach(
              document -> {
                new DslCheck(schema, file, findings).check(document);
                new FlowReader(flows, file).read(document);
              });
    }
    across(folder, flows, findings);
    return List.copyOf(new TreeSet<>(findings));
  }

  private void across(Path folder, Flows flows, List<Finding> findings) {
    DefaultCamelCatalog catalog = new DefaultCamelCatalog();
    new StructureCheck(flows, new Place(folder, 0), findings).check();
    new OnceCheck(flows, findings).check();
    new EndpointCheck(catalog, flows, environment, findings).check();
    ExpressionCheck expressions = new ExpressionCheck(catalog, flows, environment, findings);
    expressions.check();
    if (complete) {
      expressions.placeholders();
    }
    BeanCheck beans = new BeanCheck(BeanIndex.of(environment), flows, findings);
    beans.check();
    beans.exceptions();
  }
}
