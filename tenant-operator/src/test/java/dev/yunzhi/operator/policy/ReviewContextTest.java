package dev.yunzhi.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Reader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewContextTest {

  private final Map<String, HasMetadata> departments = new HashMap<>();
  private final ReviewContext contexts =
      new ReviewContext(
          new Departments(departments),
          new ReviewContext.Home("home", 3, "cn"),
          Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC));

  @Test
  void policiesSeeWhatHoldsForTheDepartmentAndNothingOfWhatNobodyBounds() {
    add("province", "Province", null, "{registries: [r.cn], exposure: Internal}");
    add("city", "City", "province", "{registries: [r.cn/city, x.cn], storageClasses: []}");

    assertThat(bounds("city"))
        .hasToString(
            "{\"registries\":[\"r.cn/city\"],\"storageClasses\":[],\"exposure\":\"Internal\"}");
    assertThat(bounds("province"))
        .hasToString("{\"registries\":[\"r.cn\"],\"exposure\":\"Internal\"}");
  }

  @Test
  void whereTheWayToTheRootIsBrokenWhatCanBeSeenStillHolds() {
    add("city", "City", "nowhere", "{exposure: None}");

    assertThat(bounds("city")).hasToString("{\"exposure\":\"None\"}");
  }

  private JsonNode bounds(String department) {
    var tenant =
        Serialization.unmarshal(
            "metadata: {name: t}\nspec: {department: %s}\n".formatted(department), Tenant.class);
    return contexts.ofTenant(tenant).path("bounds");
  }

  private void add(String name, String level, String parent, String bounds) {
    departments.put(
        name,
        Serialization.unmarshal(
            """
            metadata: {name: %s}
            spec: {displayName: x, level: %s, code: "330000", parent: %s, bounds: %s}
            """
                .formatted(name, level, parent, bounds),
            Department.class));
  }

  private record Departments(Map<String, HasMetadata> byName) implements Reader {
    @Override
    public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
      return kind.cast(byName.get(name));
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
      return List.of();
    }
  }
}
