package dev.yunzhi.controlplane.register;

import dev.yunzhi.audit.register.ImportRecord;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to an import: lines of JSON (NDJSON), one for each remark, the last one the outcome.
 * Errors are sent as they are found, however many there are. Warnings wait in a file, for they are
 * only of interest once it is known that there are no errors. Not thread-safe.
 */
final class ImportAnswer implements AutoCloseable {
  private final HttpServletResponse response;
  private final JsonMapper json;
  private final Path waiting;
  private final OutputStream warnings;
  private OutputStream out;
  private long errorCount;
  private long warningCount;

  ImportAnswer(HttpServletResponse response, JsonMapper json) throws IOException {
    this.response = response;
    this.json = json;
    this.waiting = Files.createTempFile("yunzhi-register", ".ndjson");
    this.warnings = new BufferedOutputStream(Files.newOutputStream(waiting));
  }

  /**
   * The last line.
   *
   * @param outcome {@code stored}; {@code unchanged}, when all of it stood already; {@code
   *     checked}, of a dry run; {@code refused}, when there were errors
   * @param stored null when nothing was
   * @param same the earlier import of the same file; null when there is none, or it is not shown to
   *     who asks
   */
  record Outcome(
      String outcome,
      long rows,
      long errors,
      long warnings,
      String encoding,
      ImportRecord stored,
      ImportRecord same) {}

  void error(Remark error) throws IOException {
    if (errorCount++ == 0) {
      open(422);
    }
    write(out, error);
  }

  void warning(Remark warning) throws IOException {
    warningCount++;
    write(warnings, warning);
  }

  boolean isRefused() {
    return errorCount > 0;
  }

  void refused(long rows, String encoding) throws IOException {
    write(out, new Outcome("refused", rows, errorCount, 0, encoding, null, null));
    out.flush();
  }

  /** Of a file without errors: its warnings and the outcome. */
  void end(
      int status,
      String outcome,
      long rows,
      String encoding,
      ImportRecord stored,
      ImportRecord same)
      throws IOException {
    open(status);
    warnings.close();
    Files.copy(waiting, out);
    write(out, new Outcome(outcome, rows, 0, warningCount, encoding, stored, same));
    out.flush();
  }

  private void open(int status) throws IOException {
    response.setStatus(status);
    response.setContentType("application/x-ndjson");
    out = new BufferedOutputStream(response.getOutputStream(), 1 << 15);
  }

  private void write(OutputStream to, Object line) throws IOException {
    to.write(json.writeValueAsBytes(line));
    to.write('\n');
  }

  @Override
  public void close() throws IOException {
    warnings.close();
    Files.deleteIfExists(waiting);
  }
}
