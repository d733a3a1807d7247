package dev.handoff.delivery;

import dev.handoff.routing.Departments;
import dev.handoff.zoho.ZohoPlaces;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The departments of the environment, or those chosen at {@code /setup}. */
@Component
final class ZohoDepartments implements Departments {

  private final ZohoPlaces places;

  ZohoDepartments(ZohoPlaces places) {
    this.places = places;
  }

  @Override
  public @Nullable String chat() {
    return places.now().salesiqDepartmentId();
  }

  @Override
  public @Nullable String call() {
    return places.now().departmentId();
  }
}
