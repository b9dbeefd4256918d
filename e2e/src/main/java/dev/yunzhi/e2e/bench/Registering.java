package dev.yunzhi.e2e.bench;

import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.register.AssetCard;
import dev.yunzhi.audit.register.CardFile;
import dev.yunzhi.audit.register.CardReader;
import dev.yunzhi.audit.register.Departments;
import dev.yunzhi.audit.register.ImportFile;
import dev.yunzhi.audit.register.Imports;
import dev.yunzhi.audit.register.LineError;
import dev.yunzhi.audit.register.ValueRules;
import dev.yunzhi.audit.store.AuditSchema;
import dev.yunzhi.audit.store.BinaryCopy;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.Transactions;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.LocalPostgres;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/**
 * A file of a hundred thousand sensing devices, looked through and taken into the register in one
 * transaction, in the control-plane's own code; beside a plain COPY of rows with the same text and
 * an id, into the same database, in one transaction, too.
 */
final class Registering implements Benchmark {
  private static final int ROWS = 100_000;
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "register";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary();
        LocalPostgres postgres =
            LocalPostgres.start(folder.path().resolve("postgres"), Lifetime.OF_THIS_JVM)) {
      DataSource database = postgres.database();
      AuditSchema.migrate(database);
      Samples ours = new Samples();
      Samples plain = new Samples();
      Samples looking = new Samples();
      // The first round warms both up.
      for (int round = 0; round <= ROUNDS; round++) {
        Path file = file(folder.path(), round);
        long begun = System.nanoTime();
        CardReader reader =
            new CardReader(
                ValueRules.DEFAULT, LocalDate.of(2026, 11, 26), name -> Departments.Standing.OWN);
        CardFile cards = CardFile.of(file, null);
        long rows = cards.read(reader, new Passing(card -> {}));
        long looked = System.nanoTime();
        Imports imports = new Imports(database, new Ledger(database), "home");
        imports.take(
            new ImportFile("round-" + round, "devices.csv", rows),
            consumer -> cards.read(reader, new Passing(consumer)),
            null,
            new Person("bench", "local", List.of(), "::1"));
        long stored = System.nanoTime();
        copy(database, file, round);
        long copied = System.nanoTime();
        out.printf(
            "round %d: looked through after %d ms, stored after %d ms; plain COPY %d ms%n",
            round,
            (looked - begun) / 1_000_000,
            (stored - begun) / 1_000_000,
            (copied - stored) / 1_000_000);
        if (round > 0) {
          looking.addNanos(looked - begun);
          ours.addNanos(stored - begun);
          plain.addNanos(copied - stored);
        }
      }
      out.println("looked through: " + looking);
      out.println("and stored:     " + ours);
      out.println("plain COPY:     " + plain);
      return new Figures(ours.median(), plain.median(), "ms");
    }
  }

  private static Path file(Path folder, int round) throws IOException {
    Random random = new Random(round);
    Path file = folder.resolve("devices-" + round + ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("种类,资产编号,资产名称,部门,保管人,资产分类,规格型号,取得日期,原值,使用年限,终端类型,经度,纬度,是否共享,存放地点\n");
      for (int i = 0; i < ROWS; i++) {
        out.write(
            "感知终端,ZJ-%d-%06d,路口摄像机 %d,hangzhou,王工,A02010107,4K 球机,2025/%d/%d,3200.50,6,摄像机,%.6f,%.6f,%s,杭州市西湖区文三路 %d 号\n"
                .formatted(
                    round,
                    i,
                    i,
                    1 + i % 12,
                    1 + i % 28,
                    118 + 4 * random.nextDouble(),
                    28 + 3 * random.nextDouble(),
                    i % 2 == 0 ? "是" : "否",
                    i % 900));
      }
    }
    return file;
  }

  /** Passes the cards of a right file on. */
  private record Passing(RowConsumer<AssetCard> consumer) implements CardFile.Sink {
    @Override
    public void card(CardFile.Row row, AssetCard card) throws IOException {
      consumer.accept(card);
    }

    @Override
    public void error(LineError error) {
      throw new IllegalStateException(error.toString());
    }
  }

  private static void copy(DataSource database, Path file, int round) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Transactions.run(
        database,
        "copy rows",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "create table plain_%d (id bigint primary key, card text not null)"
                    .formatted(round));
          }
          BinaryCopy rows = new BinaryCopy();
          for (int i = 1; i < lines.size(); i++) {
            rows.row(2).bigint(i).text(lines.get(i));
          }
          rows.send(connection, "plain_%d (id, card)".formatted(round));
          return null;
        });
  }
}
