package dev.yunzhi.controlplane.publication;

/**
 * A revision as agents load it; each a {@code .tar.gz} with its signature. The arrays are not to be
 * changed.
 *
 * @param wasm compiled, for operators
 * @param rego as Rego, for an OPA that has no WebAssembly
 */
// Holds what is passed on as it is; nobody compares two of them.
@SuppressWarnings("ArrayRecordComponent")
record SignedBundles(byte[] wasm, byte[] rego) {

  byte[] of(BundleName name) {
    return switch (name) {
      case WASM -> wasm;
      case REGO -> rego;
    };
  }
}
