package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.SharedComponent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/** The common components as they stand now. Thread-safe; empty until the cluster was asked. */
@Component
public final class ComponentCatalogue {
  private final Map<String, SharedComponent> components = new ConcurrentSkipListMap<>();

  /** Takes a component in, or its change. */
  public void put(SharedComponent component) {
    components.put(component.getMetadata().getName(), component);
  }

  /** Takes a component out. */
  public void remove(String name) {
    components.remove(name);
  }

  /** In order of the name. */
  public List<SharedComponent> all() {
    return List.copyOf(components.values());
  }
}
