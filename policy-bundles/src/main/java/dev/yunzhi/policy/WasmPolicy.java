package dev.yunzhi.policy;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.function.Function;

/**
 * A WebAssembly module compiled to JVM bytecode, once for all of its instances: they share the
 * classes, so what the JIT learns in one is there for the others, and a new one costs milliseconds.
 * Immutable, safe for use by many threads.
 */
final class WasmPolicy {
  private final WasmModule module;
  private final Function<Instance, Machine> machines;

  private WasmPolicy(WasmModule module, Function<Instance, Machine> machines) {
    this.module = module;
    this.machines = machines;
  }

  /**
   * Compiles a module; takes seconds.
   *
   * @throws InvalidBundleException if it is no WebAssembly, or has a function too large for the JVM
   */
  static WasmPolicy compile(byte[] wasm) throws InvalidBundleException {
    try {
      WasmModule module = Parser.parse(HostCalls.in(wasm));
      // Without a fallback: interpreting one large function would cost a hundred times its time.
      return new WasmPolicy(
          module,
          MachineFactoryCompiler.builder(module)
              .withInterpreterFallback(InterpreterFallback.FAIL)
              .compile());
    } catch (ChicoryException e) {
      throw new InvalidBundleException("/policy.wasm cannot be compiled: " + e.getMessage(), e);
    }
  }

  WasmModule module() {
    return module;
  }

  Machine machine(Instance instance) {
    return machines.apply(instance);
  }
}
