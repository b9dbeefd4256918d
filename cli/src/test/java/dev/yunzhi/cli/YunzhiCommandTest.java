package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YunzhiCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "tree --help",
        "market --help",
        "tenant --help",
        "tenant describe --help",
        "request --help",
        "request preview --help",
        "policy --help",
        "policy revisions --help",
        "assets --help",
        "assets diff --help",
        "assets history --help",
        "audit events --help",
        "policy rollback --help",
        "policy resume --help",
        "policy preview --help",
        "audit --help",
        "audit hold --help",
        "register --help",
        "register import --help",
        "register imports --help",
        "register undo --help",
        "register transfer --help",
        "register dispose --help",
        "audit remove --help",
        "audit check-restore --help",
        "audit export-log --help",
        "audit key --help",
        "verify --help",
        "witness --help",
        "witness key --help",
        "witness run --help"
      })
  void explainsItself(String arguments) {
    assertThat(run(arguments.split(" "))).isZero();
    assertThat(out.toString()).contains("Usage: yunzhi");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(run("treee")).isEqualTo(2);
    assertThat(err.toString()).contains("treee", "tree");
  }

  @Test
  void namesTheEvidenceThatIsMissing(@TempDir Path folder) throws Exception {
    Path key = folder.resolve("log.pub");
    Files.writeString(key, NoteSigner.generate("log", SignatureKind.ED25519).verifier() + "\n");
    String evidence = folder.resolve("none").toString();
    assertThat(run("verify", "--key", key.toString(), evidence)).isEqualTo(3);
    assertThat(err.toString()).isEqualToIgnoringNewLines("error: " + evidence + " does not exist");
  }

  @Test
  void doesNotCallWhatItCouldNotLookAtMissingFromARestore(@TempDir Path folder) throws Exception {
    String key = NoteSigner.generate("log", SignatureKind.ED25519).verifier().toString();
    String none = folder.resolve("none").toString();
    String bad = Files.writeString(folder.resolve("bad"), "no checkpoint\n").toString();
    for (String checkpoint : new String[] {none, bad}) {
      assertThat(
              run(
                  "audit",
                  "check-restore",
                  "--key=" + key,
                  "--database=jdbc:postgresql://127.0.0.1/yunzhi",
                  "--user=yunzhi",
                  checkpoint))
          .as(checkpoint)
          .isEqualTo(3);
    }
    assertThat(err.toString()).contains(none + " does not exist", bad + " is no checkpoint");
  }

  @Test
  void makesAKeyOfALogOnceAndTellsItsPublicHalf(@TempDir Path folder) throws Exception {
    String file = folder.resolve("sm2.key").toString();
    assertThat(run("audit", "key", "--origin", "log.gov.example", "--sm2", file)).isZero();
    String made = out.toString();
    assertThat(NoteVerifier.parse(made).kind()).isEqualTo(SignatureKind.SM2);
    assertThat(run("audit", "key", "--origin", "log.gov.example", file)).isZero();
    assertThat(out.toString()).isEqualTo(made + made);
    assertThat(run("audit", "key", "--origin", "other.example", file)).isEqualTo(1);
    assertThat(err.toString()).contains("the key is named log.gov.example");
    assertThat(run("audit", "key", "--origin", "a b", file + "2")).isEqualTo(2);
  }

  @Test
  void namesTheKubeconfigThatIsMissing(@TempDir Path folder) {
    assertThat(run("tree", "--kubeconfig", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("error: --kubeconfig: ").contains("cannot be read");
  }

  @Test
  void namesTheContextsThereAre(@TempDir Path folder) throws Exception {
    assertThat(run("tree", "--context", "moon", "--kubeconfig", kubeconfig(folder))).isEqualTo(1);
    assertThat(err.toString()).contains("no context moon", "[home]");
  }

  @Test
  void tellsThatTheClusterCannotBeReached(@TempDir Path folder) throws Exception {
    assertThat(run("tree", "--kubeconfig", kubeconfig(folder))).isEqualTo(1);
    assertThat(err.toString()).contains("the cluster cannot be reached");
  }

  @Test
  void namesTheFileThatIsMissing(@TempDir Path folder) throws Exception {
    assertThat(run("request", "preview", "-f", "none.yaml", "--kubeconfig", kubeconfig(folder)))
        .isEqualTo(1);
    assertThat(err.toString()).contains("--filename: none.yaml does not exist");
  }

  @Test
  void refusesAFileWithoutRequests(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("map.yaml"),
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n");
    assertThat(run("request", "preview", "-f", file.toString(), "--kubeconfig", kubeconfig(folder)))
        .isEqualTo(1);
    assertThat(err.toString()).contains("holds no TenantRequest");
  }

  @Test
  void saysWhatTheControlPlaneNeeds(@TempDir Path folder) throws Exception {
    assertThat(run("policy", "revisions", "--control-plane", "")).isEqualTo(1);
    assertThat(err.toString()).contains("--control-plane or $YUNZHI_CONTROL_PLANE must say");

    String url = "--control-plane=https://127.0.0.1:9";
    assertThat(run("policy", "revisions", url, "--account", "security")).isEqualTo(1);
    assertThat(err.toString()).contains("--account needs --password-file");

    assertThat(run("policy", "resume", url, "--kubeconfig", kubeconfig(folder))).isEqualTo(1);
    assertThat(err.toString())
        .contains("the control-plane at https://127.0.0.1:9 cannot be reached");
  }

  @Test
  void refusesAFileThatIsNoPolicy(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("map.yaml"),
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n");
    assertThat(run("policy", "preview", file.toString(), "--kubeconfig", kubeconfig(folder)))
        .isEqualTo(1);
    assertThat(err.toString()).contains("must hold one Policy of yunzhi.dev");
  }

  /** Nothing listens at its port: the ports below 1024 are nobody's in a test. */
  private static String kubeconfig(Path folder) throws Exception {
    return Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: home
            contexts: [{name: home, context: {cluster: home, user: me}}]
            clusters: [{name: home, cluster: {server: "http://127.0.0.1:9"}}]
            users: [{name: me, user: {token: none}}]
            """)
        .toString();
  }

  private int run(String... arguments) {
    return YunzhiCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
