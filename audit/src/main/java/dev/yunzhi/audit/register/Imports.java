package dev.yunzhi.audit.register;

import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Files of cards that are taken into the {@link Register}, and taken back. All of a file is done,
 * or nothing. Thread-safe, in any number of programs.
 */
public final class Imports {
  private final DataSource source;
  private final Ledger ledger;
  private final String cluster;

  /**
   * @param cluster the name that its events go under
   */
  public Imports(DataSource source, Ledger ledger, String cluster) {
    this.source = source;
    this.ledger = ledger;
    this.cluster = cluster;
  }

  /** Passes on all cards of a file; may be asked more than once. */
  @FunctionalInterface
  public interface Cards {
    void each(RowConsumer<AssetCard> consumer) throws IOException;
  }

  /**
   * What became of an import.
   *
   * @param stored null when there was nothing to be stored
   * @param same the earlier import of the same file, which stands; null when there is none
   */
  public record Taken(ImportRecord stored, ImportRecord same) {}

  /** The import of a file that stands; empty when there is none. */
  public Optional<ImportRecord> standing(String sha256) {
    return Transactions.run(
        source,
        "look for an import of the same file",
        connection -> ImportTable.standing(connection, sha256));
  }

  /**
   * The latest imports, the last one first.
   *
   * @param onlyOf null for those of everybody
   */
  public List<ImportRecord> latest(Person onlyOf, int most) {
    return ImportTable.list(source, onlyOf, most);
  }

  /**
   * Takes in all cards of a file. Those that say what stands are not recorded again.
   *
   * @param departments whose assets may be changed; null when all may
   * @throws RegisterRefusedException when one of the assets belongs to another department
   * @throws StoreException when the database failed; then nothing was taken in
   * @throws IOException when the cards cannot be read
   */
  public Taken take(ImportFile file, Cards cards, Set<String> departments, Person by)
      throws IOException {
    try {
      return ledger.transact(
          "import %d registered assets".formatted(file.rows()),
          transaction -> taken(transaction, file, cards, departments, by));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Taken taken(
      LedgerTransaction transaction,
      ImportFile file,
      Cards cards,
      Set<String> departments,
      Person by)
      throws SQLException {
    Connection connection = transaction.connection();
    Optional<ImportRecord> same = ImportTable.standing(connection, file.sha256());
    if (same.isPresent()) {
      return new Taken(null, same.get());
    }
    RegisterAct act = new RegisterAct(transaction, cluster, departments, by);
    try {
      cards.each(card -> act.add(card.asset(), card.facts()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (act.recorded() == 0) {
      return new Taken(null, null);
    }
    RegisterAct.Told told =
        act.tell(
            "import",
            RegisterAct.facts()
                .put("sha256", file.sha256())
                .put("file", file.name())
                .put("rows", file.rows())
                .put("versions", act.recorded()));
    long id =
        ImportTable.insert(
            connection, file, told.leaves(), told.leaf(), by, transaction.recordedAt());
    return new Taken(ImportTable.find(connection, id).orElseThrow().told(), null);
  }

  /**
   * Undoes an import: each of its assets becomes what it was before, or is gone again.
   *
   * @param departments whose assets may be changed; null when all may
   * @param onlyOf null, or the only person whose imports may be undone
   * @return empty when there is no such import
   * @throws RegisterRefusedException when it is undone already, or when somebody changed an asset
   *     since: then nothing is undone, and the exception names all of them
   */
  public Optional<ImportRecord> undo(long id, Set<String> departments, Person onlyOf, Person by) {
    return ledger.transact(
        "undo an import of registered assets",
        transaction -> {
          Connection connection = transaction.connection();
          Optional<ImportTable.Row> found =
              ImportTable.find(connection, id)
                  .filter(
                      row ->
                          onlyOf == null
                              || (row.told().by().equals(onlyOf.name())
                                  && row.told().realm().equals(onlyOf.realm())));
          if (found.isEmpty()) {
            return Optional.empty();
          }
          requireUntouched(connection, found.get());
          RegisterAct act = new RegisterAct(transaction, cluster, departments, by);
          for (long at = found.get().firstLeaf();
              at <= found.get().lastLeaf();
              at += RegisterAct.SLICE) {
            long last = Math.min(at + RegisterAct.SLICE - 1, found.get().lastLeaf());
            RegisterTable.before(connection, at, last)
                .forEach(change -> act.add(change.asset(), change.before()));
          }
          RegisterAct.Told told =
              act.tell(
                  "import-undone",
                  RegisterAct.facts().put("import", id).put("versions", act.recorded()));
          ImportTable.undone(connection, id, told.leaf(), by, transaction.recordedAt());
          return ImportTable.find(connection, id).map(ImportTable.Row::told);
        });
  }

  private static void requireUntouched(Connection connection, ImportTable.Row row)
      throws SQLException {
    long id = row.told().id();
    if (row.told().undone() != null) {
      throw new RegisterRefusedException(
          "import %d is undone already, by %s at %s"
              .formatted(id, row.told().undone().by(), row.told().undone().at()),
          List.of());
    }
    List<AssetId> changed = RegisterTable.changedSince(connection, row.firstLeaf(), row.lastLeaf());
    if (!changed.isEmpty()) {
      throw new RegisterRefusedException(
          "%d assets of import %d were changed since; nothing was undone"
              .formatted(changed.size(), id),
          RegisterTable.names(changed));
    }
  }
}
