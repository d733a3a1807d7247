package dev.handoff.tables;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that one table is made of, by name without {@code .yaml}. */
public interface Pages {

  /** The names of the team's own files. */
  Set<String> names();

  /** The team's own file, or null when there is none. */
  @Nullable Cell own(String name);

  /** The file that the gateway brings along, or null when it brings none of that name. */
  @Nullable Cell builtIn(String name);

  /** The team's own file, else the built-in one. */
  default Cell page(String name) {
    Cell own = own(name);
    Cell page = own == null ? builtIn(name) : own;
    if (page == null) {
      throw new IllegalStateException("tables/" + name + ".yaml is missing in the program");
    }
    return page;
  }

  /** A section of the file; where the team's own leaves it out, that of the built-in one. */
  default @Nullable Cell section(String name, String section) {
    Cell own = page(name).rows().get(section);
    if (own != null && !own.isNothing()) {
      return own;
    }
    Cell builtIn = builtIn(name);
    return builtIn == null ? null : builtIn.rows().get(section);
  }
}
