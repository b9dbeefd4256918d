package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.evidence.LogFolder;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the exit code says of each kind of file, and of each way to use it wrongly. */
class VerifyCommandTest {
  private static final int SIZE = 5;

  private final TestLog log = new TestLog("log.gov.example");
  private final NoteSigner witness =
      NoteSigner.generate("audit-office.example", SignatureKind.COSIGNATURE);

  @TempDir private Path folder;

  private String out;
  private String err;

  @BeforeEach
  void write() throws IOException {
    Tile tile = new Tile(0, 0, SIZE);
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    for (int i = 0; i < SIZE; i++) {
      byte[] leaf = ("first" + i).getBytes(UTF_8);
      entries.writeBytes(ByteBuffer.allocate(2).putShort((short) leaf.length).array());
      entries.writeBytes(leaf);
      hashes.writeBytes(MerkleTree.leafHash(leaf).bytes());
    }
    write("log/" + LogFolder.entriesPath(tile), entries.toByteArray());
    write("log/" + LogFolder.tilePath(tile), hashes.toByteArray());
    write("log/checkpoint", log.checkpoint(SIZE).toString().getBytes(UTF_8));
  }

  private Path write(String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private int verify(Object... arguments) {
    StringWriter written = new StringWriter();
    StringWriter errors = new StringWriter();
    List<String> line = new ArrayList<>();
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    int exit =
        new CommandLine(new VerifyCommand())
            .setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(errors, true))
            .setExecutionExceptionHandler(new FileFailures())
            .execute(line.toArray(String[]::new));
    out = written.toString();
    err = errors.toString();
    return exit;
  }

  private String key() {
    return "--key=" + log.key.verifier();
  }

  private Path zipped() throws IOException {
    Path zip = folder.resolve("log.zip");
    try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(zip));
        var files = Files.walk(folder.resolve("log"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        to.putNextEntry(new ZipEntry(folder.resolve("log").relativize(file).toString()));
        to.write(Files.readAllBytes(file));
      }
    }
    return zip;
  }

  @Test
  void aLogInAFolderOrAZipIsProvedRefutedOrNotToBeTold() throws IOException {
    assertThat(verify(key(), folder.resolve("log"), zipped())).as(out).isZero();
    assertThat(out)
        .contains("log: proved", "log.zip: proved", "the leaves 0 to 4, every one,")
        .contains("not shown: that everybody is shown this history and no other");
    byte[] entries = Files.readAllBytes(folder.resolve("log/tile/entries/000.p/5"));
    entries[3] ^= 1;
    write("log/tile/entries/000.p/5", entries);
    assertThat(verify(key(), folder.resolve("log"), folder.resolve("log.zip"))).isEqualTo(1);
    assertThat(verify(key(), zipped())).isEqualTo(1);
    Files.delete(folder.resolve("log/tile/entries/000.p/5"));
    assertThat(verify(key(), zipped())).isEqualTo(3);
    Files.delete(folder.resolve("log/checkpoint"));
    assertThat(verify(key(), folder.resolve("log"))).isEqualTo(3);
    assertThat(out).contains("no log: there is no file checkpoint");
  }

  @Test
  void aCheckpointIsAsGoodAsItsSignatures() throws IOException {
    Note plain = log.checkpoint(SIZE);
    Note cosigned = plain.with(List.of(witness.sign(plain.text(), Instant.EPOCH)));
    Path file = write("cosigned", cosigned.toString().getBytes(UTF_8));
    String trusted = "--witness-key=" + witness.verifier();
    assertThat(verify(key(), trusted, file)).as(out).isZero();
    assertThat(out)
        .contains("cosigned by 1 of 1 witnesses, 1 needed: audit-office.example at 1970");
    Path few = write("plain", plain.toString().getBytes(UTF_8));
    assertThat(verify(key(), trusted, few)).isEqualTo(3);
    assertThat(verify(key(), trusted, "--quorum=0", few)).isZero();
    Path forged = write("forged", cosigned.toString().replace("\n5\n", "\n6\n").getBytes(UTF_8));
    assertThat(verify(key(), trusted, forged)).isEqualTo(1);
    NoteSigner other = NoteSigner.generate(log.origin(), SignatureKind.ED25519);
    assertThat(verify("--key=" + other.verifier(), few)).isEqualTo(3);
    // A key of SM2 that is trusted must have signed as well.
    NoteSigner sm2 = NoteSigner.generate(log.origin(), SignatureKind.SM2);
    assertThat(verify(key(), "--key=" + sm2.verifier(), few)).isEqualTo(3);
    Note both = plain.with(List.of(sm2.sign(plain.text(), Instant.EPOCH)));
    assertThat(
            verify(
                key(), "--key=" + sm2.verifier(), write("both", both.toString().getBytes(UTF_8))))
        .isZero();
  }

  @Test
  void whatIsNothingOfThatCannotBeTold() throws IOException {
    Path report = write("assets.csv", "a,b\n".getBytes(UTF_8));
    assertThat(verify(key(), report)).isEqualTo(3);
    assertThat(out).contains("its manifest ", "assets.csv.tlog-proof does not exist");
    write("assets.csv.tlog-proof", "c2sp.org/tlog-proof@v1\n".getBytes(UTF_8));
    assertThat(verify(key(), report)).isEqualTo(1);
    assertThat(verify(key(), folder.resolve("assets.csv.tlog-proof"))).isEqualTo(1);
    assertThat(out).contains("no evidence: ");
    assertThat(verify(key(), folder.resolve("nothing"))).isEqualTo(3);
    assertThat(err).contains("nothing does not exist");
  }

  @Test
  void wrongUsageIsTold() throws IOException {
    Path any = folder.resolve("log");
    Path bad = write("bad", "no checkpoint\n".getBytes(UTF_8));
    assertThat(verify(any)).isEqualTo(2);
    assertThat(verify(key())).isEqualTo(2);
    for (String[] wrong :
        new String[][] {
          {"--quorum=1", "there are 0 witnesses"},
          {"--key=" + witness.verifier(), "belongs to --witness-key"},
          {"--witness-key=" + log.key.verifier(), "is no key of a witness"},
          {"--key=none", "neither a verifier key nor a file of them"},
          {"--since=" + bad, "is no checkpoint"}
        }) {
      assertThat(verify(key(), wrong[0], any)).as(wrong[0]).isEqualTo(2);
      assertThat(err).contains(wrong[1]);
    }
  }
}
