package dev.yunzhi.e2e.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;

/** Puts assets on record as a control-plane would that watches a province's clusters. */
final class RecordedAssets {

  /** The first second of the year in which they were all seen. */
  static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");

  private static final int BATCH = 5000;
  private static final int TENANTS = 2000;
  private static final String[] KINDS = {"Deployment", "Service", "PersistentVolumeClaim", "Job"};
  private static final String[] OFFICES = {"卫生健康委员会", "公安局", "自然资源和规划局", "大数据发展管理局", "交通运输局"};

  private RecordedAssets() {}

  static void put(DataSource database, int assets) {
    AssetHistory history = new AssetHistory(database, new Ledger(database));
    for (int from = 0; from < assets; from += BATCH) {
      List<Observation> batch = new ArrayList<>(BATCH);
      for (int i = from; i < Math.min(assets, from + BATCH); i++) {
        batch.add(asset(i));
      }
      history.observe(batch);
    }
  }

  private static Observation asset(int i) {
    int tenant = i % TENANTS;
    String place = "tenant-" + tenant;
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put(
        "specification", "3 replicas of registry.gov.example/" + place + "/web:1." + i % 97);
    document.put("place", "浙江云一区");
    document.put("protectionLevel", "3");
    document.put("dataClass", "Important");
    document.put("custodian", "王" + i % 300);
    document.put("approval", "浙数局〔2025〕" + tenant + "号");
    document.put("fundSource", "财政预算");
    document.put("acquired", "2025-%02d-%02d".formatted(1 + i % 12, 1 + i % 28));
    document.put("monthlyFee", String.format(Locale.ROOT, "%.2f", i % 100_000 / 100.0));
    document.put("state", i % 50 == 0 ? "Degraded" : "Available");
    AssetId asset =
        new AssetId(
            ControlPlaneAlone.CLUSTER,
            KINDS[i % KINDS.length],
            place,
            "web-" + i,
            new UUID(0x5eed, i).toString());
    AssetFacts facts =
        AssetFacts.of(
            "湖州市" + tenant % 100 + "区" + OFFICES[tenant % OFFICES.length],
            place,
            "project-" + tenant % 700,
            document);
    return Observation.seen(asset, SEEN.plusSeconds(i % 86_400), facts);
  }
}
