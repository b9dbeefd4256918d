package dev.yunzhi.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.GoReference;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole log, read as a monitor of Tessera's reads it. */
class WholeLogTest {
  private static final String ORIGIN = "log.gov.example";

  private final DataSource database = TestDatabase.empty();
  private final NoteSigner key = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);

  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    Ledger ledger = new Ledger(database);
    for (int from = 0; from < 3_000; from += 500) {
      ledger.append(Events.events("e", from, from + 500));
    }
    Note checkpoint = new Checkpoints(database, ORIGIN, List.of(key), List.of()).current();
    ExportedLog.write(database, checkpoint, folder);
  }

  private GoReference.Answer check() {
    return GoReference.run(key.verifier().toString(), "check", folder.toString());
  }

  @Test
  void isAccepted() {
    GoReference.Answer answer = check();
    assertThat(answer.exit()).as(answer.error()).isZero();
  }

  @Test
  void isRefusedWithOneBitChangedAnywhere() throws IOException {
    Random random = new Random(3);
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(20);
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      byte[] changed = content.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);
      assertThat(check().exit()).as("%s", file).isNotZero();
      Files.write(file, content);
    }
    assertThat(check().exit()).isZero();
  }
}
