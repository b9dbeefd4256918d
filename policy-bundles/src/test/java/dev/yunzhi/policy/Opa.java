package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real {@code opa} program, which the engine is measured against. */
public final class Opa {
  static final Path POLICIES = Path.of("src/main/rego");
  static final Path TESTS = Path.of("src/test/rego");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Opa() {}

  /** What a run ended with. */
  public record Run(int exitCode, String out, String err) {
    JsonNode json() throws IOException {
      return JSON.readTree(out);
    }
  }

  public static Run run(Object... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("opa", ".out");
    Path err = Files.createTempFile("opa", ".err");
    try {
      List<String> command = new ArrayList<>(List.of(System.getProperty("opa")));
      for (Object argument : arguments) {
        command.add(argument.toString());
      }
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      int exitCode = process.waitFor();
      return new Run(exitCode, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The value of a query over an input, as {@code opa eval} gives it. */
  static JsonNode eval(JsonNode input, String query, Object... arguments)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("input", ".json");
    try {
      JSON.writeValue(file.toFile(), input);
      List<Object> all = new ArrayList<>(List.of("eval", "--format", "json", "--input", file));
      all.addAll(List.of(arguments));
      all.add(query);
      Run run = run(all.toArray());
      if (run.exitCode() != 0) {
        throw new IOException("opa eval: " + run.out() + run.err());
      }
      return run.json().at("/result/0/expressions/0/value");
    } finally {
      Files.delete(file);
    }
  }

  /** Compiles one Rego module, with the engine's entry points, to a bundle. */
  static PolicyBundle build(Path folder, String rego) throws Exception {
    return build(folder, List.of(Files.writeString(folder.resolve("policy.rego"), rego)));
  }

  /** Compiles Rego modules, with the engine's entry points, to a bundle in a folder. */
  static PolicyBundle build(Path folder, List<Path> modules) throws Exception {
    Path bundle = folder.resolve("bundle.tar.gz");
    List<Object> arguments =
        new ArrayList<>(List.of("build", "--target", "wasm", "--output", bundle));
    PolicyEngine.ENTRYPOINTS.forEach(name -> arguments.addAll(List.of("--entrypoint", name)));
    arguments.addAll(modules);
    Run run = run(arguments.toArray());
    if (run.exitCode() != 0) {
      throw new IOException("opa build: " + run.out() + run.err());
    }
    return PolicyBundle.read(bundle);
  }
}
