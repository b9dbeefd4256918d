package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that the real opa signed, and what somebody may do to them on the way. */
class BundleVerifierTest {
  /** Whatever Go writes otherwise than others: numbers, escapes, the order of keys. */
  private static final String DATA =
      """
      {"numbers": [1.0, 1e3, -0, 0.10, 12345678901234567890123, 1E-7],
       "text": "\\u0001 \\b\\f\\n\\r\\t\\" \\\\ \\/ <&> \\u2028\\u2029 \\u007f 云治 \\ud83d\\ude00",
       "half": "\\ud83d",
       "\\uffee": 1, "\\ud83d\\ude00": 2, "z": {"b": null, "a": [true, false, {}, []]}, "": ""}
      """;

  @TempDir Path folder;

  private Path files;
  private SigningKey key;
  private BundleVerifier verifier;

  @BeforeEach
  void publish() throws Exception {
    files = Files.createDirectory(folder.resolve("files"));
    Files.write(files.resolve("policy.wasm"), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    Files.writeString(files.resolve("data.json"), DATA);
    Files.writeString(
        files.resolve(".manifest"), "{ \"roots\": [\"\"], \"revision\": \"7-abcdef0\" }\n");
    key = new SigningKey(folder);
    sign(key, "yunzhi", "yunzhi");
    verifier = BundleVerifier.of(key.publicPem(), "yunzhi", "yunzhi");
  }

  private void sign(SigningKey by, String keyId, String scope) throws Exception {
    Path bundle = Files.write(folder.resolve("bundle.tar.gz"), packed());
    by.sign(bundle, files, keyId, scope);
  }

  @Test
  void aBundleThatOpaSignedIsTaken() throws Exception {
    assertThat(verifier.read(packed()).revision()).isEqualTo("7-abcdef0");
  }

  @Test
  void theFormOfAJsonFileIsNoMatterOfItsSignature() throws Exception {
    Files.writeString(files.resolve(".manifest"), "{\"revision\":\"7-abcdef0\",\"roots\":[\"\"]}");

    assertThat(verifier.read(packed()).revision()).isEqualTo("7-abcdef0");
  }

  @Test
  void aNumberThatIsWrittenOtherwiseIsAnother() throws Exception {
    Files.writeString(files.resolve("data.json"), DATA.replace("1.0,", "1,"));

    refused("/data.json: digest mismatch");
  }

  @Test
  void aFileThatWasChangedIsRefused() throws Exception {
    Files.write(files.resolve("policy.wasm"), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 1});

    refused("/policy.wasm: digest mismatch");
  }

  @Test
  void aFileThatWasAddedIsRefused() throws Exception {
    Files.writeString(files.resolve("extra.rego"), "package extra");

    refused("/extra.rego is in the bundle and not in its signature");
  }

  @Test
  void aFileThatWasTakenOutIsRefused() throws Exception {
    Files.delete(files.resolve("data.json"));

    refused("/data.json is in the bundle's signature and not in the bundle");
  }

  @Test
  void aBundleWithoutASignatureIsRefused() throws Exception {
    Files.delete(files.resolve(".signatures.json"));

    refused("the bundle is not signed");
  }

  @Test
  void theSignatureOfAnotherKeyIsRefused() throws Exception {
    sign(new SigningKey(folder), "yunzhi", "yunzhi");

    refused("the bundle's signature is not of the key \"yunzhi\"");
  }

  @Test
  void anotherKeyIdAndAnotherScopeAreRefused() throws Exception {
    sign(key, "other", "yunzhi");
    refused("the bundle is signed by the key \"other\"; it must be \"yunzhi\"");

    sign(key, "yunzhi", "other");
    refused("the bundle is signed for the scope \"other\"; it must be \"yunzhi\"");
  }

  @Test
  void aSignatureWithoutAnAlgorithmIsRefused() throws Exception {
    Files.writeString(
        files.resolve(".signatures.json"),
        // {"alg":"none"}.{"keyid":"yunzhi","scope":"yunzhi","files":[]}.
        "{\"signatures\": [\"eyJhbGciOiJub25lIn0."
            + "eyJrZXlpZCI6Inl1bnpoaSIsInNjb3BlIjoieXVuemhpIiwiZmlsZXMiOltdfQ.\"]}");

    refused("the bundle is signed by none; it must be ES256");
  }

  @Test
  void twoFilesOfOneNameAndTwoKeysOfOneNameAreRefused() throws Exception {
    assertThatThrownBy(
            () -> verifier.read(archive(List.of("policy.wasm", "policy.wasm"), List.of("a", "b"))))
        .hasMessage("the bundle has two files /policy.wasm");

    Files.writeString(files.resolve(".manifest"), "{\"revision\": \"1-a\", \"revision\": \"2-b\"}");
    refused("/.manifest cannot be verified: Duplicate field 'revision'");
  }

  @Test
  void aTextThatHoldsNoKeyIsNamed() {
    assertThatThrownBy(() -> BundleVerifier.of("nothing", "yunzhi", "yunzhi"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no PEM block");
  }

  private void refused(String why) {
    assertThatThrownBy(() -> verifier.read(packed()))
        .isInstanceOf(UntrustedBundleException.class)
        .hasMessageContaining(why);
  }

  private byte[] packed() throws IOException {
    try (Stream<Path> all = Files.list(files)) {
      List<Path> list = all.sorted().toList();
      return archive(
          list.stream().map(file -> file.getFileName().toString()).toList(),
          list.stream().map(BundleVerifierTest::content).toList());
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] archive(List<String> names, List<String> contents) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      for (int i = 0; i < names.size(); i++) {
        byte[] content = contents.get(i).getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(names.get(i));
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }
}
