package dev.yunzhi.audit.register;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import dev.yunzhi.audit.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An act of somebody's under way, in one transaction: first what becomes of assets, slice by slice
 * and all at the instant of the transaction, then the event that tells of it. Not thread-safe.
 */
final class RegisterAct {
  /** Of the events that tell of acts. */
  private static final String STREAM = "register";

  /** Assets that are in memory at once while an act is carried out. */
  static final int SLICE = 2_000;

  private final LedgerTransaction transaction;
  private final String cluster;
  private final Set<String> departments;
  private final Person by;
  private final List<Observation> slice = new ArrayList<>();
  private long recorded;

  /**
   * @param cluster the name that the event goes under
   * @param departments whose assets may be changed; null when all may
   */
  RegisterAct(LedgerTransaction transaction, String cluster, Set<String> departments, Person by) {
    this.transaction = transaction;
    this.cluster = cluster;
    this.departments = departments;
    this.by = by;
  }

  /**
   * What was recorded, and the leaf that tells of it, right after it.
   *
   * @param leaf of the event
   */
  record Told(long leaf, Leaves leaves) {}

  static ObjectNode facts() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Adds what becomes of an asset.
   *
   * @param facts null: gone
   * @throws RegisterRefusedException when an asset of the slice belongs to another department
   */
  void add(AssetId asset, AssetFacts facts) {
    slice.add(new Observation(asset, transaction.recordedAt(), facts));
    if (slice.size() == SLICE) {
      try {
        flush();
      } catch (SQLException e) {
        throw new StoreException("record registered assets", e);
      }
    }
  }

  /** How many versions all that was added has come to: what says nothing new is none. */
  long recorded() throws SQLException {
    flush();
    return recorded;
  }

  private void flush() throws SQLException {
    if (slice.isEmpty()) {
      return;
    }
    if (departments != null) {
      requireOwn();
    }
    recorded += AssetHistory.record(transaction, List.copyOf(slice));
    slice.clear();
  }

  private void requireOwn() throws SQLException {
    List<AssetId> assets = slice.stream().map(Observation::asset).toList();
    List<AssetId> others =
        RegisterTable.standing(transaction.connection(), assets).entrySet().stream()
            .filter(one -> !departments.contains(one.getValue().department()))
            .map(Map.Entry::getKey)
            .toList();
    if (!others.isEmpty()) {
      throw new RegisterRefusedException(
          "%d of the assets belong to another department".formatted(others.size()),
          RegisterTable.names(others));
    }
  }

  /** Tells who did what; sensing devices get their places. To be called once, at the end. */
  Told tell(String action, ObjectNode facts) throws SQLException {
    flush();
    facts
        .put("action", action)
        .put("user", by.name())
        .put("realm", by.realm())
        .put("source", by.address());
    ArrayNode roles = facts.putArray("roles");
    by.roles().forEach(roles::add);
    Event event =
        new Event(STREAM, cluster, UUID.randomUUID().toString(), transaction.recordedAt(), facts);
    long leaf = transaction.append(List.of(event)).get(0).index();
    long first = leaf - recorded;
    Connection connection = transaction.connection();
    RegisterTable.place(connection, first, leaf - 1);
    long added = RegisterTable.added(connection, first, leaf - 1);
    return new Told(leaf, new Leaves(first, leaf - 1, added));
  }
}
