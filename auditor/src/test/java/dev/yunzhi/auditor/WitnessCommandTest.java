package dev.yunzhi.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.note.NoteSignature;
import dev.yunzhi.audit.note.NoteVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The witness as a program, and what happens when it is killed. */
class WitnessCommandTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TestLog log = new TestLog("log.gov.example");

  @TempDir private Path folder;

  private record Ran(int exit, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new WitnessCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(new FileFailures())
            .execute(arguments);
    return new Ran(exit, out.toString(), err.toString());
  }

  private NoteVerifier key() throws Exception {
    Ran made = run("key", "--name", "audit-office.example", folder.resolve("key").toString());
    assertThat(made.exit).as(made.err).isZero();
    Files.writeString(folder.resolve("logs"), log.key.verifier() + "\n");
    return NoteVerifier.parse(made.out);
  }

  @Test
  void aKeyIsItsOwnersAloneAndNeverWrittenOver() throws Exception {
    key();
    Path file = folder.resolve("key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Ran again = run("key", "--name", "audit-office.example", file.toString());
    assertThat(again.exit).isEqualTo(1);
    assertThat(again.err).contains("is there already; a key is never written over");
    Ran unnameable = run("key", "--name", "audit office", folder.resolve("other").toString());
    assertThat(unnameable.exit).isEqualTo(2);
    assertThat(unnameable.err).contains("cannot name a key");
  }

  @Test
  void whatCannotWorkIsToldAtTheStart() throws Exception {
    key();
    Files.writeString(folder.resolve("none"), "\n");
    Files.writeString(folder.resolve("bad"), "log.gov.example+x+y\n");
    record Case(int exit, String words, List<String> arguments) {}
    String key = folder.resolve("key").toString();
    String logs = folder.resolve("logs").toString();
    String state = folder.resolve("state").toString();
    for (Case wrong :
        List.of(
            new Case(2, "needs --tls-certificate", List.of(key, logs, "--listen=0.0.0.0:0")),
            new Case(2, "HOST:PORT", List.of(key, logs, "--listen=8444")),
            new Case(2, "go together", List.of(key, logs, "--tls-key=" + key)),
            new Case(2, "one second is the least", List.of(key, logs, "--timeout=0")),
            new Case(2, "holds no key", List.of(key, folder.resolve("none").toString())),
            new Case(2, "base64", List.of(key, folder.resolve("bad").toString())),
            new Case(2, "a signing key is", List.of(logs, logs)),
            new Case(1, "does not exist", List.of(key, folder.resolve("no").toString())))) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "run",
                  "--state=" + state,
                  "--key=" + wrong.arguments.get(0),
                  "--logs=" + wrong.arguments.get(1),
                  "--listen=127.0.0.1:0"));
      if (wrong.arguments.size() > 2) {
        String last = wrong.arguments.get(2);
        arguments.removeIf(given -> given.split("=", 2)[0].equals(last.split("=", 2)[0]));
        arguments.add(last);
      }
      Ran ran = run(arguments.toArray(String[]::new));
      assertThat(ran.exit).as("%s %s", wrong, ran.err).isEqualTo(wrong.exit);
      assertThat(ran.err).contains(wrong.words);
    }
  }

  @Test
  void aCertificateThatCannotServeIsToldAtTheStart() throws Exception {
    key();
    TestCertificate one = new TestCertificate(folder, "one", "EC");
    TestCertificate other = new TestCertificate(folder, "other", "EC");
    TestCertificate ofAnotherKind = new TestCertificate(folder, "rsa", "RSA");
    Path none = Files.createFile(folder.resolve("none.pem"));
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"), Files.readString(one.key).replaceFirst("M", "N"));
    Path absent = folder.resolve("absent.pem");
    record Case(Path certificate, Path key, String words) {}
    String notOfIt = " is not the key of the first certificate in ";
    for (Case wrong :
        List.of(
            new Case(one.certificate, other.key, other.key + notOfIt + one.certificate),
            new Case(
                one.certificate, ofAnotherKind.key, ofAnotherKind.key + notOfIt + one.certificate),
            new Case(one.key, one.key, one.key + " and " + one.key + " are not a certificate and"),
            new Case(none, one.key, none + " holds no certificate"),
            new Case(one.certificate, one.certificate, one.certificate + " holds no private key"),
            new Case(one.certificate, broken, broken + " holds a key of a kind"),
            new Case(absent, one.key, absent + " does not exist"),
            new Case(one.certificate, absent, absent + " does not exist"))) {
      Ran ran =
          run(
              "run",
              "--key=" + folder.resolve("key"),
              "--logs=" + folder.resolve("logs"),
              "--state=" + folder.resolve("state"),
              "--listen=127.0.0.1:0",
              "--tls-certificate=" + wrong.certificate,
              "--tls-key=" + wrong.key);
      assertThat(ran.exit).as("%s %s", wrong, ran.err).isEqualTo(1);
      assertThat(ran.err).startsWith("error: ").contains(wrong.words).hasLineCount(1);
      assertThat(ran.out).as("it never listened").isEmpty();
    }
  }

  @Test
  void servesWithItsCertificate() throws Exception {
    NoteVerifier key = key();
    TestCertificate certificate = new TestCertificate(folder, "witness", "EC");
    Running witness =
        start("--tls-certificate=" + certificate.certificate, "--tls-key=" + certificate.key);
    try {
      assertThat(witness.uri.getScheme()).isEqualTo("https");
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .sslContext(certificate.trusting())
              .build()
              .send(
                  HttpRequest.newBuilder(witness.uri.resolve("/add-checkpoint"))
                      .POST(HttpRequest.BodyPublishers.ofString(log.request(0, 3).toString()))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      NoteSignature line = NoteSignature.parse(answer.body().strip());
      assertThat(key.verifies(log.checkpoint(3).text(), line)).isTrue();
    } finally {
      witness.process.destroyForcibly().waitFor();
    }
  }

  private record Running(Process process, URI uri) {}

  private Running start(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WitnessProgram.class.getName(),
                "run",
                "--key=" + folder.resolve("key"),
                "--logs=" + folder.resolve("logs"),
                "--state=" + folder.resolve("state"),
                "--listen=127.0.0.1:0"));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.contains("listens at ")) {
        // Read on, so that it never waits for us.
        Thread reader = new Thread(() -> lines.lines().forEach(each -> {}));
        reader.setDaemon(true);
        reader.start();
        return new Running(process, URI.create(line.replaceFirst(".*listens at ", "")));
      }
    }
    throw new IllegalStateException("it ended: " + said);
  }

  private static HttpResponse<String> add(Running witness, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(witness.uri.resolve("/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatItAnsweredItRemembersHoweverItIsKilled() throws Exception {
    NoteVerifier key = key();
    Random random = new Random(11);
    long cosigned = 0;
    long asked = 0;
    for (int kill = 0; kill < 5; kill++) {
      Running witness = start();
      long seen =
          Long.parseLong(add(witness, log.request(asked + 1, asked + 1).toString()).body().strip());
      // What was on its way when it was killed may be in, or not; what was answered is.
      assertThat(seen).isBetween(cosigned, asked);
      if (cosigned > 0) {
        assertThat(add(witness, log.forked().request(seen, seen + 1).toString()).statusCode())
            .isEqualTo(422);
      }
      cosigned = seen;
      asked = seen;
      int until = random.nextInt(40);
      for (int i = 0; i < until; i++) {
        asked = cosigned + 1;
        HttpResponse<String> answer = add(witness, log.request(cosigned, asked).toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        NoteSignature line = NoteSignature.parse(answer.body().strip());
        assertThat(key.verifies(log.checkpoint(asked).text(), line)).isTrue();
        cosigned = asked;
      }
      asked = cosigned + 1;
      var unused =
          HTTP.sendAsync(
              HttpRequest.newBuilder(witness.uri.resolve("/add-checkpoint"))
                  .POST(
                      HttpRequest.BodyPublishers.ofString(log.request(cosigned, asked).toString()))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      Thread.onSpinWait();
      witness.process.destroyForcibly().waitFor();
    }
    assertThat(cosigned).isPositive();
  }
}
