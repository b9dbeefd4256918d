package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.ResourceNames;
import dev.yunzhi.audit.asset.AssetSpan;
import dev.yunzhi.audit.asset.SpanReader;
import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.audit.showback.PriceSpan;
import dev.yunzhi.audit.showback.Showback;
import dev.yunzhi.audit.showback.ShowbackMonth;
import dev.yunzhi.audit.showback.ShowbackRow;
import dev.yunzhi.audit.showback.Span;
import dev.yunzhi.audit.showback.TenantSpan;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.controlplane.YunzhiProperties;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What the tenants' share of the clouds cost in a month, out of the record: by what they were
 * granted and the prices in force then. Thread-safe.
 */
@Component
public final class PastCosts {
  /** What the use of a tenant is measured of. */
  private static final Set<String> MEASURED = Set.of("requests.cpu", "requests.memory");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SpanReader record;
  private final String home;

  PastCosts(SpanReader record, YunzhiProperties properties) {
    this.record = record;
    this.home = properties.cluster();
  }

  /**
   * The rows of a month, those of all tenants. Of a month that was not over at the instant of
   * knowledge, they tell what it had cost until then. The answer to one question never changes.
   *
   * @throws StoreException when the database failed
   * @throws IOException when a document is not JSON: it was tampered with
   */
  public List<ShowbackRow> rows(ShowbackMonth month, Instant knownAt) throws IOException {
    List<TenantSpan> tenants = new ArrayList<>();
    List<PriceSpan> prices = new ArrayList<>();
    Span span = month.span();
    record.stream(
        home,
        AssetKinds.TENANT.name(),
        span.from(),
        span.to(),
        knownAt,
        tenant -> tenants.add(tenant(tenant)));
    record.stream(
        home,
        AssetKinds.PRICE_LIST.name(),
        span.from(),
        span.to(),
        knownAt,
        list -> prices.add(PriceFacts.read(document(list), span(list))));
    return Showback.rows(month, tenants, prices);
  }

  private static TenantSpan tenant(AssetSpan tenant) throws IOException {
    JsonNode document = document(tenant);
    Map<String, BigDecimal> quota = new HashMap<>();
    Map<String, BigDecimal> use = new HashMap<>();
    document
        .path(Governed.QUOTA)
        .properties()
        .forEach(
            amount ->
                quota.put(
                    ResourceNames.canonical(amount.getKey()),
                    Quantity.getAmountInBytes(new Quantity(amount.getValue().asText()))));
    JsonNode average = document.path(AssetColumn.USE_AVERAGE.key());
    if (!average.isMissingNode()) {
      MEASURED.forEach(resource -> use.put(resource, new BigDecimal(average.asText())));
    }
    return new TenantSpan(
        tenant.asset().name(),
        PriceFacts.cloud(document.path(Governed.CLOUD).textValue()),
        tenant.facts().department(),
        tenant.facts().project(),
        span(tenant),
        quota,
        use);
  }

  private static Span span(AssetSpan asset) {
    return new Span(asset.from(), asset.to());
  }

  private static JsonNode document(AssetSpan asset) throws IOException {
    return JSON.readTree(asset.facts().document());
  }
}
