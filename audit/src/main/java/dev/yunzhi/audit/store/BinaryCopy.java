package dev.yunzhi.audit.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for {@code COPY … FROM STDIN (FORMAT binary)}, the fastest way into PostgreSQL, in the
 * format of its manual's chapter on COPY. Not thread-safe.
 */
public final class BinaryCopy {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
  private final DataOutputStream out = new DataOutputStream(bytes);

  public BinaryCopy() {
    encode(
        () -> {
          out.write(SIGNATURE);
          out.writeInt(0); // flags
          out.writeInt(0); // length of the header's extension
        });
  }

  public BinaryCopy row(int columns) {
    return encode(() -> out.writeShort(columns));
  }

  public BinaryCopy bigint(long value) {
    return encode(
        () -> {
          out.writeInt(Long.BYTES);
          out.writeLong(value);
        });
  }

  /** A {@code uuid}. */
  public BinaryCopy uuid(UUID value) {
    return encode(
        () -> {
          out.writeInt(2 * Long.BYTES);
          out.writeLong(value.getMostSignificantBits());
          out.writeLong(value.getLeastSignificantBits());
        });
  }

  /** Null is SQL's null. */
  public BinaryCopy text(String value) {
    return bytea(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  /** Text that is UTF-8 already, or a {@code bytea}. Null is SQL's null. */
  public BinaryCopy bytea(byte[] value) {
    return encode(
        () -> {
          if (value == null) {
            out.writeInt(-1);
          } else {
            out.writeInt(value.length);
            out.write(value);
          }
        });
  }

  /** A {@code timestamptz}, to the microsecond. Null is SQL's null. */
  public BinaryCopy timestamp(Instant value) {
    if (value == null) {
      return bytea(null);
    }
    // ChronoUnit counts nanoseconds on the way, which are too many after three centuries.
    long seconds = value.getEpochSecond() - EPOCH.getEpochSecond();
    return bigint(seconds * 1_000_000 + value.getNano() / 1_000);
  }

  /**
   * Sends the rows.
   *
   * @param into the table with its columns in the order of the rows, {@code t (a, b)}
   */
  public void send(Connection connection, String into) throws SQLException {
    encode(() -> out.writeShort(-1));
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + into + " from stdin (format binary)");
    try {
      copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private interface Encoding {
    void run() throws IOException;
  }

  private BinaryCopy encode(Encoding encoding) {
    try {
      encoding.run();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written to", e);
    }
    return this;
  }
}
