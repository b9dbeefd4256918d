package dev.yunzhi.audit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The months of each stream's bodies: a partition each, made when the first body comes. */
final class Shelves {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Where bodies of that stream go that are recorded then. */
  static String name(String stream, Instant recordedAt) {
    return stream + "/" + MONTH.format(recordedAt);
  }

  /**
   * Sees to it that the shelf is there. Whether it is known holds after the commit only, see {@link
   * #remember}.
   */
  void require(Connection connection, String shelf) throws SQLException {
    if (known.contains(shelf)) {
      return;
    }
    // A stream is so short, and of such letters, that this is a table's name as it stands.
    String table = "ledger_body_" + shelf;
    try (PreparedStatement statement =
        connection.prepareStatement("select to_regclass(quote_ident(?)) is not null")) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          return;
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      // Made apart and attached: to create it as a partition would wait for every reader.
      statement.execute("create table \"%s\" (like ledger_body including all)".formatted(table));
      statement.execute(
          "alter table ledger_body attach partition \"%s\" for values in ('%s')"
              .formatted(table, shelf));
    }
  }

  /** After the commit: there is no need to look again. */
  void remember(Set<String> shelves) {
    known.addAll(shelves);
  }
}
