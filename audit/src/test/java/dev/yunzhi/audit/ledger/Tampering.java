package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What somebody who may write to the database can do to the ledger. Each is one change, made inside
 * the caller's transaction.
 */
enum Tampering {
  LEAF_BLOCK_BYTE(500) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      return changeByte(connection, random, "ledger_block", "leaves", "first");
    }
  },
  LEAF_BYTE(300) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long first = any(connection, random, "select first from ledger_block");
      List<byte[]> leaves = leaves(connection, first);
      int at = random.nextInt(leaves.size());
      int where = flip(leaves.get(at), random);
      store(connection, first, leaves);
      return "byte %d of leaf %d".formatted(where, first + at);
    }
  },
  BODY_BLOCK_BYTE(500) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      return changeByte(connection, random, "ledger_body", "bodies", "first");
    }
  },
  BODY_BYTE(300) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long first = any(connection, random, "select first from ledger_body");
      List<byte[]> bodies = bodies(connection, first);
      int at = random.nextInt(bodies.size());
      int where = flip(bodies.get(at), random);
      storeBodies(connection, first, bodies);
      return "byte %d of body %d".formatted(where, first + at);
    }
  },
  TILE_BYTE(300) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      return changeByte(connection, random, "ledger_tile", "hashes", "index");
    }
  },
  TILE_ROOT_BYTE(60) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      return changeByte(connection, random, "ledger_tile", "root", "index");
    }
  },
  HEAD_BYTE(40) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      return changeByte(connection, random, "ledger_head", "peaks", "size");
    }
  },
  CHECKPOINT_BYTE(400) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long size = any(connection, random, "select size from ledger_checkpoint");
      StringBuilder note = new StringBuilder(note(connection, size));
      int at = random.nextInt(note.length());
      char other;
      do {
        other = (char) (random.nextInt(20) == 0 ? '\n' : 32 + random.nextInt(95));
      } while (other == note.charAt(at));
      note.setCharAt(at, other);
      run(
          connection,
          "update ledger_checkpoint set note = ? where size = ?",
          note.toString(),
          size);
      return "character %d of the checkpoint of %d".formatted(at, size);
    }
  },
  ROW_DELETED(200) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      String[] row =
          List.of(
                  new String[] {"ledger_block", "first"},
                  new String[] {"ledger_body", "first"},
                  new String[] {"ledger_tile", "index"},
                  new String[] {"ledger_checkpoint", "size"},
                  new String[] {"ledger_key", "index"})
              .get(random.nextInt(5));
      long which = any(connection, random, "select %s from %s".formatted(row[1], row[0]));
      run(connection, "delete from %s where %s = ?".formatted(row[0], row[1]), which);
      return "%s %d deleted".formatted(row[0], which);
    }
  },
  LEAF_DELETED(100) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long first = any(connection, random, "select first from ledger_block where count > 1");
      List<byte[]> leaves = leaves(connection, first);
      List<byte[]> bodies = bodies(connection, first);
      int at = random.nextInt(leaves.size());
      leaves.remove(at);
      bodies.remove(at);
      store(connection, first, leaves);
      storeBodies(connection, first, bodies);
      if (random.nextBoolean()) {
        // As one would who wants no gap to be seen.
        renumber(connection, first, -1);
      }
      return "leaf %d deleted".formatted(first + at);
    }
  },
  BODY_DELETED(100) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long index = any(connection, random, "select index from ledger_key");
      Blocks.removeBody(connection, index);
      return "body %d removed".formatted(index);
    }
  },
  SWAPPED_WITHIN_BLOCK(150) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long first = any(connection, random, "select first from ledger_block where count > 1");
      List<byte[]> leaves = leaves(connection, first);
      List<byte[]> bodies = bodies(connection, first);
      int one = random.nextInt(leaves.size());
      int other = (one + 1 + random.nextInt(leaves.size() - 1)) % leaves.size();
      int which = random.nextInt(3);
      if (which != 1) {
        Collections.swap(leaves, one, other);
        store(connection, first, leaves);
      }
      if (which != 0) {
        Collections.swap(bodies, one, other);
        storeBodies(connection, first, bodies);
      }
      return "%d and %d of block %d swapped (%d)".formatted(one, other, first, which);
    }
  },
  ROWS_SWAPPED(150) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      String[] row =
          List.of(
                  new String[] {"ledger_block", "first", "leaves"},
                  new String[] {"ledger_body", "first", "bodies"},
                  new String[] {"ledger_tile", "index", "hashes"},
                  new String[] {"ledger_tile", "index", "root"},
                  new String[] {"ledger_checkpoint", "size", "note"})
              .get(random.nextInt(5));
      String ids = "select %s from %s".formatted(row[1], row[0]);
      long one = any(connection, random, ids);
      long other = any(connection, random, ids + " where %s <> %d".formatted(row[1], one));
      run(
          connection,
          """
          update %1$s a set %3$s = b.%3$s from %1$s b
          where a.%2$s in (%4$d, %5$d) and b.%2$s in (%4$d, %5$d) and a.%2$s <> b.%2$s
          """
              .formatted(row[0], row[1], row[2], one, other));
      return "%s of %s %d and %d swapped".formatted(row[2], row[0], one, other);
    }
  },
  BLOCKS_EXCHANGED(40) {
    /** Whole blocks of the same length change places, their bodies and keys with them. */
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long one = any(connection, random, "select first from ledger_block where count = 60");
      long other =
          any(
              connection,
              random,
              "select first from ledger_block where count = 60 and first <> " + one);
      for (String table : List.of("ledger_block", "ledger_body")) {
        long free = 1_000_000;
        run(connection, "update %s set first = ? where first = ?".formatted(table), free, one);
        run(connection, "update %s set first = ? where first = ?".formatted(table), one, other);
        run(connection, "update %s set first = ? where first = ?".formatted(table), other, free);
      }
      run(
          connection,
          """
          update ledger_key set index = case when index >= %1$d and index < %1$d + 60
            then index - %1$d + %2$d else index - %2$d + %1$d end
          where index >= %1$d and index < %1$d + 60 or index >= %2$d and index < %2$d + 60
          """
              .formatted(one, other));
      return "blocks %d and %d".formatted(one, other);
    }
  },
  LEAF_INSERTED(100) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long first = any(connection, random, "select first from ledger_block where count < 256");
      List<byte[]> leaves = leaves(connection, first);
      List<byte[]> bodies = bodies(connection, first);
      int at = random.nextInt(leaves.size() + 1);
      Entry added = Entry.of(Events.event("added"));
      leaves.add(at, added.leaf());
      bodies.add(at, added.body());
      store(connection, first, leaves);
      storeBodies(connection, first, bodies);
      if (random.nextBoolean()) {
        renumber(connection, first, 1);
      }
      return "a leaf before %d of block %d".formatted(at, first);
    }
  },
  ROW_INSERTED(100) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      String sql =
          List.of(
                  "insert into ledger_block select first + 1000, count, stream, shelf, recorded_at,"
                      + " min_time, max_time, leaves from ledger_block limit 1",
                  "insert into ledger_body select first + 1000, shelf, bodies from ledger_body"
                      + " limit 1",
                  "insert into ledger_tile select 0, index + 1000, root, hashes from ledger_tile"
                      + " limit 1",
                  "insert into ledger_tile select 1, 0, root, hashes from ledger_tile limit 1",
                  "insert into ledger_key select time, gen_random_uuid(), 1000 from ledger_key"
                      + " limit 1")
              .get(random.nextInt(5));
      run(connection, sql);
      return sql;
    }
  },
  CHECKPOINT_INSERTED(40) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      NoteSigner stranger = NoteSigner.generate(TamperingTest.ORIGIN, SignatureKind.ED25519);
      // Of a size that has none: a second one of a size the table itself refuses.
      long size =
          any(
              connection,
              random,
              """
              select size from generate_series(7, 406) size
              where size not in (select size from ledger_checkpoint)
              """);
      String text = new Checkpoint(TamperingTest.ORIGIN, size, Hash.sha256()).text();
      Note note = new Note(text, List.of(stranger.sign(text, Instant.now())));
      run(
          connection,
          "insert into ledger_checkpoint (size, note, signed_at) values (?, ?, now())",
          size,
          note.toString());
      return "another checkpoint";
    }
  },
  BYTES_ADDED(150) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      String[] where = column(random);
      long which = any(connection, random, "select %2$s from %1$s".formatted((Object[]) where));
      byte[] added =
          random.nextBoolean() ? new byte[] {(byte) random.nextInt()} : Zstd.compress(new byte[0]);
      boolean before = random.nextBoolean();
      run(
          connection,
          "update %1$s set %3$s = %4$s where %2$s = ?"
              .formatted(
                  where[0], where[1], where[2], before ? "? || " + where[2] : where[2] + " || ?"),
          added,
          which);
      return "%d bytes %s %s of %s %d"
          .formatted(added.length, before ? "before" : "behind", where[2], where[0], which);
    }
  },
  TRUNCATED(200) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      String[] where = column(random);
      long which = any(connection, random, "select %2$s from %1$s".formatted((Object[]) where));
      long length =
          any(
              connection,
              random,
              "select octet_length(%3$s) from %1$s where %2$s = ".formatted((Object[]) where)
                  + which);
      int left = random.nextInt(10) == 0 ? 0 : random.nextInt((int) length);
      run(
          connection,
          "update %1$s set %3$s = substring(%3$s for ?) where %2$s = ?".formatted((Object[]) where),
          left,
          which);
      return "%s of %s %d cut to %d bytes".formatted(where[2], where[0], which, left);
    }
  },
  DESCRIBED_OTHERWISE(100) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      String change =
          List.of(
                  "stream = 'other'",
                  "shelf = 'api-audit/1999-01'",
                  "min_time = min_time - interval '1 microsecond'",
                  "max_time = max_time + interval '1 hour'",
                  "recorded_at = recorded_at + interval '100 days'",
                  "first = first + 10000")
              .get(random.nextInt(6));
      long first = any(connection, random, "select first from ledger_block");
      run(connection, "update ledger_block set %s where first = ?".formatted(change), first);
      return "block %d: %s".formatted(first, change);
    }
  },
  KEY_CHANGED(60) {
    @Override
    String make(Connection connection, Random random) throws SQLException {
      long index = any(connection, random, "select index from ledger_key");
      String change =
          List.of("index = index + 1", "key = gen_random_uuid()", "time = time + interval '1 s'")
              .get(random.nextInt(3));
      run(connection, "update ledger_key set %s where index = ?".formatted(change), index);
      return "key of %d: %s".formatted(index, change);
    }
  };

  private final int times;

  Tampering(int times) {
    this.times = times;
  }

  /** How often it is tried. */
  int times() {
    return times;
  }

  /**
   * Makes the change.
   *
   * @return it in words
   */
  abstract String make(Connection connection, Random random) throws SQLException;

  private static String[] column(Random random) {
    return List.of(
            new String[] {"ledger_block", "first", "leaves"},
            new String[] {"ledger_body", "first", "bodies"})
        .get(random.nextInt(2));
  }

  private static String changeByte(
      Connection connection, Random random, String table, String column, String id)
      throws SQLException {
    long which = any(connection, random, "select %s from %s".formatted(id, table));
    byte[] content =
        one(
            connection,
            "select %s from %s where %s = %d".formatted(column, table, id, which),
            row -> row.getBytes(1));
    int at = flip(content, random);
    run(
        connection,
        "update %s set %s = ? where %s = ?".formatted(table, column, id),
        content,
        which);
    return "byte %d of %s of %s %d".formatted(at, column, table, which);
  }

  private static int flip(byte[] content, Random random) {
    int at = random.nextInt(content.length);
    content[at] ^= (byte) (1 + random.nextInt(255));
    return at;
  }

  private static List<byte[]> leaves(Connection connection, long first) throws SQLException {
    return new ArrayList<>(
        one(
            connection,
            "select count, leaves from ledger_block where first = " + first,
            row -> LeafBlock.unpack(first, row.getInt(1), row.getBytes(2))));
  }

  private static List<byte[]> bodies(Connection connection, long first) throws SQLException {
    return new ArrayList<>(
        one(
            connection,
            "select bodies from ledger_body where first = " + first,
            row -> BodyBlock.unpack(first, row.getBytes(1))));
  }

  private static void store(Connection connection, long first, List<byte[]> leaves)
      throws SQLException {
    run(
        connection,
        "update ledger_block set leaves = ?, count = ? where first = ?",
        LeafBlock.pack(leaves),
        leaves.size(),
        first);
  }

  private static void storeBodies(Connection connection, long first, List<byte[]> bodies)
      throws SQLException {
    run(
        connection,
        "update ledger_body set bodies = ? where first = ?",
        BodyBlock.pack(bodies),
        first);
  }

  private static void renumber(Connection connection, long after, int by) throws SQLException {
    for (String table : List.of("ledger_block", "ledger_body")) {
      // Twice: the new numbers may be those of neighbours that are not yet moved.
      run(
          connection,
          "update %s set first = first + 100000 where first > ?".formatted(table),
          after);
      run(
          connection,
          "update %s set first = first - 100000 + ? where first > 100000".formatted(table),
          by);
    }
  }

  private static String note(Connection connection, long size) throws SQLException {
    return one(
        connection,
        "select note from ledger_checkpoint where size = " + size,
        row -> row.getString(1));
  }

  private static long any(Connection connection, Random random, String select) throws SQLException {
    List<Long> all = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(select);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        all.add(row.getLong(1));
      }
    }
    Collections.sort(all);
    return all.get(random.nextInt(all.size()));
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> T one(Connection connection, String select, Row<T> reading)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("nothing: " + select);
      }
      return reading.read(row);
    }
  }

  private static void run(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}
