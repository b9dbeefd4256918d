package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.ledger.Ledger;
import java.nio.file.Path;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** Moves all that is old; is killed meanwhile by {@link ArchiveCrashTest}. */
final class MovingProgram {
  private MovingProgram() {}

  public static void main(String[] arguments) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setURL(arguments[0]);
    Keeper keeper =
        new Keeper(
            database,
            new Ledger(database),
            new KeepingEvents("home"),
            new Retention(Map.of(), null),
            new Archive(new ShelfFiles(Path.of(arguments[1])), 30));
    // Connected, and what it needs is loaded.
    new Ledger(database).head();
    System.out.println("begins");
    System.out.println("moved " + keeper.pass().moved());
  }
}
