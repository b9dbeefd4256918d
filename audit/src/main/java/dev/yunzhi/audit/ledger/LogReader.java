package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.ProofMaker;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.merkle.TiledTree;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** Reads the log as such: tiles, bundles of entries, proofs (C2SP tlog-tiles). Thread-safe. */
public final class LogReader {
  private final DataSource source;

  public LogReader(DataSource source) {
    this.source = source;
  }

  /**
   * The hashes of a tile, one after another.
   *
   * @return nothing where the log has not grown so far
   * @throws StoreException when the database failed, or has lost what it had
   */
  public Optional<byte[]> tile(Tile tile) {
    return within(tile, (connection, size) -> Tiles.read(connection, size, tile));
  }

  /**
   * A bundle of leaves, each behind its length in two bytes.
   *
   * @param place of level 0
   * @return nothing where the log has not grown so far
   * @throws StoreException as {@link #tile} does
   */
  public Optional<byte[]> entries(Tile place) {
    if (place.level() != 0) {
      throw new IllegalArgumentException("entries lie beside the tiles of level 0");
    }
    return within(place, (connection, size) -> bundle(connection, place));
  }

  private static byte[] bundle(Connection connection, Tile place) throws SQLException {
    long from = place.index() * Tile.WIDTH;
    List<byte[]> leaves = Blocks.leaves(connection, from, from + place.width());
    if (leaves.size() != place.width()) {
      throw new StoreException(
          "of the %d leaves from %d the ledger has %d"
              .formatted(place.width(), from, leaves.size()));
    }
    return LeafBlock.bundle(leaves);
  }

  private interface Reading<T> {
    T read(Connection connection, long size) throws SQLException;
  }

  private <T> Optional<T> within(Tile tile, Reading<T> reading) {
    return Transactions.run(
        source,
        "read " + tile,
        connection -> {
          long size = HeadRow.read(connection).tree().size();
          return tile.within(size) ? Optional.of(reading.read(connection, size)) : Optional.empty();
        });
  }

  /**
   * Works with the proofs of the tree as it was at a size.
   *
   * @param size no more than the log has
   * @throws IllegalArgumentException when the log has not grown so far
   * @throws StoreException as {@link #tile} does
   */
  public <T> T proofs(long size, Function<ProofMaker, T> work) {
    return Transactions.run(
        source,
        "make a proof",
        connection -> {
          long grown = HeadRow.read(connection).tree().size();
          if (size > grown) {
            throw new IllegalArgumentException(
                "the log has %d leaves, not %d".formatted(grown, size));
          }
          return work.apply(proofs(connection, size, grown));
        });
  }

  static ProofMaker proofs(Connection connection, long size, long grown) {
    return new ProofMaker(
        new TiledTree(
            size,
            tiles -> {
              List<byte[]> read = new ArrayList<>(tiles.size());
              for (Tile tile : tiles) {
                try {
                  read.add(Tiles.read(connection, grown, tile));
                } catch (SQLException e) {
                  throw new StoreException("read " + tile, e);
                }
              }
              return read;
            }));
  }

  /** The root of the tree as it was at a size. */
  public Hash root(long size) {
    return proofs(size, maker -> maker.root(size));
  }

  /**
   * Where an event lies that is known by what it was recorded under.
   *
   * @return nothing where it was not recorded
   * @throws StoreException when the database failed
   */
  public Optional<Long> indexOf(String stream, String cluster, String id, Instant time) {
    Entry.Key key = Entry.Key.of(stream, cluster, id, time);
    return Transactions.run(source, "find an event", connection -> Keys.find(connection, key));
  }
}
