package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bundles are accepted. */
class PolicyBundleTest {
  private static final String ENDS =
      "package yunzhi\n\ncatalogue := []\n\nstages := []\n\nfindings := ";

  @TempDir Path folder;

  @Test
  void aBundleThatNeedsAMissingBuiltinIsRefusedByItsName() throws Exception {
    PolicyBundle bundle =
        Opa.build(
            folder, ENDS + "[http.send(input.request), crypto.hmac.sha256(input.text, \"k\")]");
    assertThatThrownBy(() -> PolicyEngine.load(bundle, EngineLimits.defaults()))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("does not have: crypto.hmac.sha256, http.send; beyond those")
        .hasMessageContaining("sprintf, ");
  }

  @Test
  void theRevisionIsTheManifestsOrTheContentsDigest() throws Exception {
    PolicyBundle unnamed = Opa.build(folder, ENDS + "[]");
    assertThat(unnamed.revision()).matches("sha256:[0-9a-f]{64}");
    assertThat(Opa.build(folder, ENDS + "[]").revision()).isEqualTo(unnamed.revision());
    assertThat(Opa.build(folder, ENDS + "[1]").revision()).isNotEqualTo(unnamed.revision());

    Path named = folder.resolve("named.tar.gz");
    Opa.Run run =
        Opa.run(
            "build",
            "--target",
            "wasm",
            "--revision",
            "r-7",
            "--output",
            named,
            "--entrypoint",
            "yunzhi/findings",
            folder.resolve("policy.rego"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(PolicyBundle.read(named).revision()).isEqualTo("r-7");
  }

  @Test
  void aBundleWithoutAnEntryPointIsRefused() throws Exception {
    Path file = folder.resolve("other.tar.gz");
    Path source = Files.writeString(folder.resolve("other.rego"), "package other\n\nx := 1\n");
    Opa.run("build", "--target", "wasm", "--output", file, "--entrypoint", "other/x", source);
    PolicyBundle bundle = PolicyBundle.read(file);
    assertThatThrownBy(() -> PolicyEngine.load(bundle, EngineLimits.defaults()))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessage("the bundle has no entry point yunzhi/findings");
  }

  @Test
  void aBundleWithoutWebAssemblyIsRefused() throws Exception {
    Path file = folder.resolve("rego.tar.gz");
    Path source = Files.writeString(folder.resolve("rego.rego"), "package other\n\nx := 1\n");
    Opa.run("build", "--output", file, source);
    assertThatThrownBy(() -> PolicyBundle.read(file))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("no /policy.wasm; build it with: opa build -t wasm");
  }

  @Test
  void whatIsNoBundleIsRefused() {
    byte[] text = "no archive".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PolicyBundle.read(new ByteArrayInputStream(text)))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageStartingWith("the bundle is not a readable .tar.gz");
  }
}
