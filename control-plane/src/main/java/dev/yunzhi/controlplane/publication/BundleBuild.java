package dev.yunzhi.controlplane.publication;

import dev.yunzhi.policy.PolicyEngine;
import dev.yunzhi.policy.gatekeeper.TemplateBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Builds and signs the bundles of a revision. Thread-safe. */
final class BundleBuild {
  /** The scope that signatures of what is to be enforced are good for. */
  private static final String ENFORCED = "yunzhi";

  /** The scope of what is only to be tried. */
  private static final String TRIED = "yunzhi-preview";

  /** The id of the key, and a scope. */
  private static final String CLAIMS = "{\"keyid\": \"yunzhi\", \"scope\": \"%s\"}";

  private final Opa opa;
  private final Capabilities capabilities;
  private final Path key;

  /**
   * @param key PEM file of the private key
   */
  BundleBuild(Opa opa, Capabilities capabilities, Path key) {
    this.opa = opa;
    this.capabilities = capabilities;
    this.key = key.toAbsolutePath();
  }

  /**
   * Builds a revision.
   *
   * @throws OpaException if opa refuses, which single checks have not foreseen; the message says
   *     why
   */
  SignedBundles build(Sources sources, String revision) throws OpaException, IOException {
    try (Workplace place = new Workplace()) {
      TemplateBundle templates = sources.templates();
      Path folder = prepared(place, sources, templates, ENFORCED);
      return new SignedBundles(
          build(folder, "../wasm.tar.gz", revision, compiled(templates)),
          build(folder, "../rego.tar.gz", revision, List.of("--target", "rego")));
    }
  }

  private static List<String> compiled(TemplateBundle templates) {
    List<String> options = new ArrayList<>(List.of("--target", "wasm"));
    Stream.concat(PolicyEngine.ENTRYPOINTS.stream(), templates.entrypoints().stream())
        .forEach(name -> options.addAll(List.of("--entrypoint", name)));
    return options;
  }

  /** A bundle that is only to be tried, compiled. */
  byte[] preview(Sources sources, String revision) throws OpaException, IOException {
    try (Workplace place = new Workplace()) {
      TemplateBundle templates = sources.templates();
      Path folder = prepared(place, sources, templates, TRIED);
      return build(folder, "../wasm.tar.gz", revision, compiled(templates));
    }
  }

  /** A bundle that stands by itself, as Rego. */
  byte[] rego(Sources sources, String revision) throws OpaException, IOException {
    try (Workplace place = new Workplace()) {
      Path folder = prepared(place, sources, sources.templates(), ENFORCED);
      return build(folder, "../rego.tar.gz", revision, List.of("--target", "rego"));
    }
  }

  /** Where opa is to run: the paths as it is given them become part of the bundle. */
  private Path prepared(Workplace place, Sources sources, TemplateBundle templates, String scope)
      throws IOException {
    Path folder = place.folder().resolve("bundle");
    sources.write(folder, templates);
    Files.writeString(place.folder().resolve("capabilities.json"), capabilities.json());
    Files.writeString(place.folder().resolve("claims.json"), CLAIMS.formatted(scope));
    return folder;
  }

  private byte[] build(Path folder, String output, String revision, List<String> options)
      throws OpaException, IOException {
    List<String> arguments = new ArrayList<>(List.of("build"));
    arguments.addAll(options);
    arguments.addAll(
        List.of(
            "--bundle",
            ".",
            "--output",
            output,
            "--revision",
            revision,
            "--capabilities",
            "../capabilities.json",
            "--signing-alg",
            "ES256",
            "--signing-key",
            key.toString(),
            "--claims-file",
            "../claims.json"));
    Opa.Run run = opa.run(folder, arguments);
    if (run.exitCode() != 0) {
      throw OpaException.failed(
          "opa cannot build revision %s: %s".formatted(revision, (run.err() + run.out()).strip()),
          null);
    }
    return Files.readAllBytes(folder.resolve(output));
  }
}
