package dev.yunzhi.e2e.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;

/** The objects that a chart renders to. */
record Manifest(List<HasMetadata> objects) {

  static Manifest parse(String yaml) {
    return new Manifest(
        Stream.of(yaml.split("(?m)^---$"))
            .filter(document -> document.lines().anyMatch(line -> line.startsWith("kind:")))
            .map(document -> (HasMetadata) Serialization.unmarshal(document))
            .toList());
  }

  /** All objects of a type. */
  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The one object of that type and name. */
  <T extends HasMetadata> T one(Class<T> type, String name) {
    return all(type).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .reduce(
            (first, second) -> {
              throw new AssertionError("two objects " + type.getSimpleName() + " " + name);
            })
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
  }
}
