package dev.yunzhi.audit.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yunzhi.audit.ledger.Leaf;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what a report's manifest proves of the report. The manifest is the evidence of the event
 * that records its export: the event holds the SHA-256 of the whole file, what was asked for, when
 * and by whom. Immutable.
 *
 * @param evidence says what the manifest proves by itself
 */
public record ReportCheck(EvidenceCheck evidence) {
  /** The stream of exports. */
  private static final String STREAM = "export";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Looks at everything; reads the report in constant memory. */
  public Outcome of(Path report, Evidence manifest) throws IOException {
    Outcome recorded = evidence.of(manifest);
    List<Finding> findings = new ArrayList<>(recorded.findings());
    findings.add(export(report, manifest));
    List<String> limits = new ArrayList<>(recorded.limits());
    limits.add(
        "that the rows follow from the events: each names its leaf, whose evidence shows the event");
    return new Outcome(findings, limits);
  }

  private static Finding export(Path report, Evidence manifest) throws IOException {
    try {
      Leaf leaf = manifest.readLeaf();
      if (!leaf.stream().equals(STREAM)) {
        return Finding.undecided(
            "this is evidence of an event of %s, not of an export".formatted(leaf.stream()));
      }
    } catch (StoreException e) {
      return Finding.refuted(e.getMessage());
    }
    if (manifest.event() == null) {
      return Finding.undecided("what was exported is not known: the event's body was removed");
    }
    JsonNode event;
    try {
      event = JSON.readTree(manifest.event());
    } catch (JsonProcessingException e) {
      return Finding.refuted("the event is no JSON");
    }
    if (!event.path("outcome").asText().equals("complete")) {
      return Finding.undecided(
          "the export did not end well: %s".formatted(event.path("outcome").asText()));
    }
    String what =
        "the report of %s as of %s, %d rows, taken out by %s"
            .formatted(
                event.path("report").asText(),
                event.path("asOf").asText(),
                event.path("rows").asLong(),
                event.path("user").asText());
    String digest;
    try (InputStream in = Files.newInputStream(report)) {
      digest = Hash.sha256(in).toString();
    }
    return Finding.of(
        digest.equals(event.path("sha256").asText()),
        "the file is, byte for byte, %s".formatted(what),
        "the file is not %s: its SHA-256 is %s".formatted(what, digest));
  }
}
