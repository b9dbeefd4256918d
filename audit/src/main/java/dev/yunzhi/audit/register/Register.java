package dev.yunzhi.audit.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.BoundedText;
import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The register of assets that no cluster knows. What becomes of them are versions of the asset
 * record, and each act is an event of its own that tells who did it, in one transaction with them:
 * all of an act is done, or nothing. Thread-safe, in any number of programs.
 */
public final class Register {
  private static final int MOST_REASON_BYTES = 1_000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final DataSource source;
  private final Ledger ledger;
  private final String cluster;
  private final ValueRules rules;

  /**
   * @param cluster the name that its events go under
   */
  public Register(DataSource source, Ledger ledger, String cluster, ValueRules rules) {
    this.source = source;
    this.ledger = ledger;
    this.cluster = cluster;
    this.rules = rules;
  }

  /**
   * The assets of some that stand, by their ids.
   *
   * @throws StoreException when the database failed
   */
  public Map<AssetId, AssetFacts> standing(Collection<AssetId> assets) {
    return Transactions.run(
        source, "read registered assets", connection -> RegisterTable.standing(connection, assets));
  }

  /**
   * Takes in one card.
   *
   * @return whether it said anything new
   * @throws RegisterRefusedException when the asset belongs to another department
   */
  public boolean put(AssetCard card, Set<String> departments, Person by) {
    return ledger.transact(
        "register an asset",
        transaction ->
            carryOut(
                new RegisterAct(transaction, cluster, departments, by),
                "registered",
                card.asset(),
                card.facts(),
                RegisterAct.facts().put("department", card.facts().department())));
  }

  /**
   * Hands an asset over to another department. What it was of the old one's tenants and projects it
   * is no longer.
   *
   * @param custodian who looks after it there; null leaves it as it is
   * @param reason 1 to 1000 bytes of UTF-8
   * @return empty when no such asset stands among the departments
   */
  public Optional<AssetFacts> transfer(
      AssetId asset,
      String to,
      String custodian,
      String reason,
      Set<String> departments,
      Person by) {
    BoundedText.require("reason", reason, 1, MOST_REASON_BYTES);
    return ledger.transact(
        "transfer a registered asset",
        transaction -> {
          Optional<AssetFacts> before = own(transaction, asset, departments);
          if (before.isEmpty()) {
            return Optional.empty();
          }
          if (before.get().department().equals(to)) {
            throw new RegisterRefusedException(
                "%s %s belongs to %s already".formatted(asset.kind(), asset.name(), to), List.of());
          }
          ObjectNode document = document(before.get());
          if (custodian != null) {
            document.put(CardField.CUSTODIAN.word(), custodian);
          }
          AssetFacts after = AssetFacts.of(to, null, null, document);
          carryOut(
              new RegisterAct(transaction, cluster, null, by),
              "transferred",
              asset,
              after,
              RegisterAct.facts()
                  .put("department", to)
                  .put("from", before.get().department())
                  .put("reason", reason));
          return Optional.of(after);
        });
  }

  /**
   * What an asset was worth in the books when it went, in yuan.
   *
   * @param originalValue null when it had none
   * @param netValue likewise
   */
  public record Disposed(LocalDate day, BigDecimal originalValue, BigDecimal netValue) {}

  /**
   * Takes an asset off the books.
   *
   * @param day on which it went: not before it was acquired. The record has it as gone from now on,
   *     which is when it learned of it
   * @param reason 1 to 1000 bytes of UTF-8
   * @return empty when no such asset stands among the departments
   */
  public Optional<Disposed> dispose(
      AssetId asset, LocalDate day, String reason, Set<String> departments, Person by) {
    BoundedText.require("reason", reason, 1, MOST_REASON_BYTES);
    return ledger.transact(
        "dispose of a registered asset",
        transaction -> {
          Optional<AssetFacts> before = own(transaction, asset, departments);
          if (before.isEmpty()) {
            return Optional.empty();
          }
          ObjectNode document = document(before.get());
          String acquired = document.path(CardField.ACQUIRED.word()).asText();
          if (!acquired.isEmpty() && day.isBefore(LocalDate.parse(acquired))) {
            throw new InvalidFieldException(
                "day", "is before the day of acquisition, %s; it must not be".formatted(acquired));
          }
          Optional<StraightLine> line = NetValue.line(asset, document, rules);
          Disposed disposed =
              new Disposed(
                  day,
                  line.map(StraightLine::original).orElse(null),
                  line.map(one -> one.netWhenDisposed(YearMonth.from(day)))
                      .map(net -> net.setScale(2, RoundingMode.HALF_UP))
                      .orElse(null));
          ObjectNode told =
              RegisterAct.facts()
                  .put("department", before.get().department())
                  .put("day", day.toString())
                  .put("reason", reason);
          if (line.isPresent()) {
            told.put("originalValue", disposed.originalValue())
                .put("netValue", disposed.netValue());
          }
          carryOut(new RegisterAct(transaction, cluster, null, by), "disposed", asset, null, told);
          return Optional.of(disposed);
        });
  }

  private static Optional<AssetFacts> own(
      LedgerTransaction transaction, AssetId asset, Set<String> departments) throws SQLException {
    return Optional.ofNullable(
            RegisterTable.standing(transaction.connection(), List.of(asset)).get(asset))
        .filter(facts -> departments == null || departments.contains(facts.department()));
  }

  /** Whether it said anything new. */
  private static boolean carryOut(
      RegisterAct act, String action, AssetId asset, AssetFacts after, ObjectNode facts)
      throws SQLException {
    act.add(asset, after);
    if (act.recorded() == 0) {
      return false;
    }
    facts
        .putObject("asset")
        .put("kind", asset.kind())
        .put("namespace", asset.namespace())
        .put("name", asset.name())
        .put("uid", asset.uid());
    act.tell(action, facts);
    return true;
  }

  private static ObjectNode document(AssetFacts facts) {
    try {
      JsonNode document = JSON.readTree(facts.document());
      return (ObjectNode) document;
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalStateException("a document is no JSON object: it was tampered with", e);
    }
  }
}
