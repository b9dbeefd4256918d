package dev.yunzhi.operator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.TenantRequestSpec;
import dev.yunzhi.api.v1alpha1.TenantSpec;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a request comes to.
 *
 * @param spec the fields of a Tenant that requests may set. A Change is laid over its tenant:
 *     resources of the quota one by one, every other field as a whole
 * @param changed names of those fields, quota aside, in which it differs from the tenant that is
 *     there; empty when there is none
 */
public record Wish(ObjectNode spec, List<String> changed) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUOTA = "quota";

  /** What a request and a Tenant both have, a request may set. */
  private static final Set<String> FIELDS = fields();

  /**
   * Lays a request over its tenant.
   *
   * @param actual the tenant that the request is about; null when there is none
   */
  public static Wish of(TenantRequest request, Tenant actual) {
    ObjectNode asked = settable(JSON.valueToTree(request.getSpec()));
    if (actual == null) {
      return new Wish(asked, List.of());
    }
    ObjectNode before = settable(JSON.valueToTree(actual.getSpec()));
    ObjectNode spec =
        request.getSpec().type() == RequestType.CHANGE ? laidOver(before, asked) : asked;
    return new Wish(spec, changed(before, spec));
  }

  private static ObjectNode laidOver(ObjectNode before, ObjectNode asked) {
    ObjectNode spec = before.deepCopy();
    spec.setAll(asked);
    if (asked.has(QUOTA) && before.get(QUOTA) instanceof ObjectNode quota) {
      spec.set(QUOTA, quota.deepCopy().setAll((ObjectNode) asked.get(QUOTA)));
    }
    return spec;
  }

  private static List<String> changed(ObjectNode before, ObjectNode spec) {
    var changed = new ArrayList<String>();
    for (String field : FIELDS) {
      // A request that leaves it to the Tenant what becomes of the data changes nothing in it.
      boolean left = field.equals("reclaim") && !spec.has(field);
      if (!field.equals(QUOTA) && !left && !same(before.path(field), spec.path(field))) {
        changed.add(field);
      }
    }
    return List.copyOf(changed);
  }

  /** Nobody is as good as an empty list. */
  private static boolean same(JsonNode before, JsonNode after) {
    return before.equals(after) || (isNothing(before) && isNothing(after));
  }

  private static boolean isNothing(JsonNode node) {
    return node.isMissingNode() || (node.isArray() && node.isEmpty());
  }

  private static ObjectNode settable(ObjectNode spec) {
    spec.retain(FIELDS);
    spec.properties().removeIf(field -> field.getValue().isNull());
    return spec;
  }

  private static Set<String> fields() {
    var fields = names(TenantRequestSpec.class);
    fields.retainAll(names(TenantSpec.class));
    return fields;
  }

  private static Set<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
