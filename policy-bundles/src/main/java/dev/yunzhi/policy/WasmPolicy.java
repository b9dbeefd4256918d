package dev.yunzhi.policy;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebAssembly module compiled to JVM bytecode, once for all of its instances: they share the
 * classes, so what the JIT learns in one is there for the others, and a new one costs milliseconds.
 * Safe for use by many threads.
 */
final class WasmPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(WasmPolicy.class);
  private static final Pattern COMPILED = Pattern.compile("(?:func|call)_(\\d+)");
  private static final Pattern RULE =
      Pattern.compile("g\\d+\\.data\\.yunzhi\\.policies\\.([a-z0-9_]+)");

  private final WasmModule module;
  private final Function<Instance, Machine> machines;
  private Boolean readsLayout;

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

  /**
   * The policy whose rule was being evaluated when something went wrong: compiled functions bear
   * their numbers in the stack, and the module names them.
   *
   * @return the policy's key, for example {@code sec_016}; empty when no rule of a policy is seen
   */
  Optional<String> ruleAtWork(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        Matcher function = COMPILED.matcher(frame.getMethodName());
        if (function.matches()) {
          Optional<String> key = policyOf(Integer.parseInt(function.group(1)));
          if (key.isPresent()) {
            return key;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> policyOf(int function) {
    String name =
        module.nameSection() == null ? null : module.nameSection().nameOfFunction(function);
    Matcher rule = name == null ? null : RULE.matcher(name);
    return rule != null && rule.lookingAt() ? Optional.of(rule.group(1)) : Optional.empty();
  }

  /**
   * Whether the module reads what {@link InputWriter} lays out, which is found out with its first
   * instance.
   */
  synchronized boolean readsLayout(BooleanSupplier check) {
    if (readsLayout == null) {
      readsLayout = check.getAsBoolean();
      if (!readsLayout) {
        LOG.warn(
            "The policy module holds values in another way than this program knows; inputs are"
                + " parsed by the module, which is slower");
      }
    }
    return readsLayout;
  }

  Machine machine(Instance instance) {
    return machines.apply(instance);
  }
}
