package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.report.AssetColumn;
import java.util.StringJoiner;

/** Puts the report's column "specification" together: {@code replicas: 2; image: …}. */
final class Specification {
  private final Facts facts;
  private final StringJoiner text = new StringJoiner("; ");

  private Specification(Facts facts) {
    this.facts = facts;
  }

  static Specification of(Facts facts) {
    return new Specification(facts);
  }

  /** Leaves out what is not said. */
  Specification add(String name, Object value) {
    if (value != null && !value.toString().isEmpty()) {
      text.add(name + ": " + value);
    }
    return this;
  }

  void put() {
    facts.put(AssetColumn.SPECIFICATION, text.toString());
  }
}
