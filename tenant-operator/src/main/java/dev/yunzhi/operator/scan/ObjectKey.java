package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/** An object among those of its namespace. */
record ObjectKey(ScannedKind kind, String name) implements Comparable<ObjectKey> {

  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::kind).thenComparing(ObjectKey::name);

  static ObjectKey of(ScannedKind kind, JsonNode object) {
    return new ObjectKey(kind, object.at("/metadata/name").asText());
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }
}
