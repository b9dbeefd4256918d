package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.TestDatabase;
import java.time.YearMonth;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Makes what was recorded just now look as if it had been recorded long ago. */
final class Months {
  private Months() {}

  static YearMonth ago(int months) {
    return YearMonth.now(ZoneOffset.UTC).minusMonths(months);
  }

  /** Moves all of a stream to the shelf of a month. */
  static String backdate(DataSource database, String stream, YearMonth month) {
    String shelf = stream + "/" + month;
    TestDatabase.execute(
        database,
        """
        create table if not exists "ledger_body_%1$s" (like ledger_body including all);
        do $$ begin
          if not exists (select from pg_inherits where inhrelid = '"ledger_body_%1$s"'::regclass) then
            alter table ledger_body attach partition "ledger_body_%1$s" for values in ('%1$s');
          end if;
        end $$;
        update ledger_body set shelf = '%1$s' where shelf like '%2$s/%%';
        update ledger_block set shelf = '%1$s', recorded_at = '%3$s-02T00:00:00Z'
          where stream = '%2$s';
        """
            .formatted(shelf, stream, month));
    return shelf;
  }
}
