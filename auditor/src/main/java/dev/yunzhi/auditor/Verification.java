package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.evidence.CheckpointCheck;
import dev.yunzhi.audit.evidence.Evidence;
import dev.yunzhi.audit.evidence.EvidenceCheck;
import dev.yunzhi.audit.evidence.Finding;
import dev.yunzhi.audit.evidence.LogCheck;
import dev.yunzhi.audit.evidence.LogFolder;
import dev.yunzhi.audit.evidence.Outcome;
import dev.yunzhi.audit.evidence.ReportCheck;
import dev.yunzhi.audit.evidence.Verdict;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at a file for what it is.
 *
 * @param checkpoints says who signed them
 * @param earlier checkpoint that logs are looked at from; null for whole logs
 */
record Verification(CheckpointCheck checkpoints, Note earlier) {
  /** What a tlog-proof begins with, of whatever version. */
  private static final String PROOF = "c2sp.org/tlog-proof@";

  private static final String ZIP = "PK\3\4";

  /** Longer than any evidence that a control-plane makes, which takes events of 32 MB at most. */
  private static final long MAX_EVIDENCE = 256L << 20;

  Outcome of(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      return log(file);
    }
    // A workbook is a zip too: what has a manifest is a report, whatever it looks like.
    Path manifest = manifest(file);
    if (Files.exists(manifest)) {
      return report(file, manifest);
    }
    String start = start(file);
    if (start.startsWith(ZIP)) {
      try (FileSystem zip = FileSystems.newFileSystem(file)) {
        return log(zip.getPath("/"));
      }
    }
    if (start.startsWith(PROOF)) {
      return evidence(file);
    }
    return other(file);
  }

  private static String start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(PROOF.length()), ISO_8859_1);
    }
  }

  private Outcome log(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve(LogFolder.CHECKPOINT))) {
      return outcome(
          Verdict.UNDECIDED, "no log: there is no file %s".formatted(LogFolder.CHECKPOINT));
    }
    LogCheck check = new LogCheck(checkpoints);
    LogFolder log = new LogFolder(folder);
    return earlier == null ? check.whole(log) : check.since(earlier, log);
  }

  private Outcome evidence(Path file) throws IOException {
    return proved(file, evidence -> new EvidenceCheck(checkpoints).of(evidence));
  }

  private static Path manifest(Path file) {
    return file.resolveSibling(file.getFileName() + ".tlog-proof");
  }

  private Outcome report(Path file, Path manifest) throws IOException {
    return proved(
        manifest, evidence -> new ReportCheck(new EvidenceCheck(checkpoints)).of(file, evidence));
  }

  private Outcome other(Path file) throws IOException {
    try {
      return new Outcome(checkpoints.of(LogFolder.note(file)), List.of());
    } catch (MalformedNoteException e) {
      return outcome(
          Verdict.UNDECIDED,
          "neither evidence nor a log nor a checkpoint, nor a report: its manifest %s does not exist"
              .formatted(manifest(file)));
    }
  }

  private interface Proof {
    Outcome by(Evidence evidence) throws IOException;
  }

  private static Outcome proved(Path file, Proof proof) throws IOException {
    if (Files.size(file) > MAX_EVIDENCE) {
      return outcome(
          Verdict.REFUTED, "no evidence: it has more than %d bytes".formatted(MAX_EVIDENCE));
    }
    try {
      return proof.by(Evidence.parse(Files.readString(file, UTF_8)));
    } catch (MalformedNoteException e) {
      return outcome(Verdict.REFUTED, "no evidence: %s".formatted(e.getMessage()));
    } catch (MalformedInputException e) {
      return outcome(Verdict.REFUTED, "no evidence: not UTF-8");
    }
  }

  private static Outcome outcome(Verdict verdict, String statement) {
    return new Outcome(List.of(new Finding(verdict, statement)), List.of());
  }
}
