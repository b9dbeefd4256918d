package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.audit.store.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** Writes a report into the database, a megabyte a row. Not thread-safe. */
final class PartsOut extends OutputStream {
  private final Connection connection;
  private final String export;
  private final byte[] part = new byte[1 << 20];
  private int length;
  private int parts;

  PartsOut(Connection connection, String export) {
    this.connection = connection;
    this.export = export;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int written = 0;
    while (written < count) {
      int now = Math.min(count - written, part.length - length);
      System.arraycopy(bytes, offset + written, part, length, now);
      length += now;
      written += now;
      if (length == part.length) {
        send();
      }
    }
  }

  private void send() throws IOException {
    try {
      Rows.write(
          connection,
          "insert into kept_report_part (export, part, content) values (?, ?, ?)",
          export,
          parts++,
          Arrays.copyOf(part, length));
      length = 0;
    } catch (SQLException e) {
      throw new IOException("the report cannot be kept: " + e.getMessage(), e);
    }
  }

  /** Writes the last part, which is shorter. What is written before that says nothing yet. */
  @Override
  public void close() throws IOException {
    if (length > 0) {
      send();
    }
  }
}
