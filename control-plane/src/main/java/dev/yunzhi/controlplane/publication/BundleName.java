package dev.yunzhi.controlplane.publication;

import java.util.Arrays;
import java.util.Optional;

/** The bundles that there are of a revision. */
enum BundleName {
  WASM("yunzhi-wasm"),
  REGO("yunzhi");

  private final String wire;

  BundleName(String wire) {
    this.wire = wire;
  }

  /** As in its URL. */
  String wire() {
    return wire;
  }

  static Optional<BundleName> of(String wire) {
    return Arrays.stream(values()).filter(name -> name.wire.equals(wire)).findFirst();
  }
}
