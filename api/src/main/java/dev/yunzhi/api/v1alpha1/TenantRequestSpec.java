package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/**
 * Spec of a {@link TenantRequest}. What the field's rules ask for is optional here and judged by
 * policy, so that a refusal can name the clause; see GOV-003, GOV-005 and GOV-007.
 *
 * @param type never null: the API server fills in {@code New}
 * @param project and {@code namespaces}: never null in a New request
 * @param quota of a Change: only the resources whose ceiling is to differ
 * @param cloud null is the home cluster
 * @param reclaim what is to become of the namespaces when the Tenant is deleted
 * @param requesters everyone who ever wrote this spec; stamped by admission, whatever the client
 *     sent
 */
@ValidationRule(
    value =
        "!has(self.startsAt) || !has(self.expiresAt) || timestamp(self.startsAt) <"
            + " timestamp(self.expiresAt)",
    message = "expiresAt must be later than startsAt",
    fieldPath = ".expiresAt",
    reason = "FieldValueInvalid")
@ValidationRule(
    value = "self.type == oldSelf.type",
    message = "type is immutable",
    fieldPath = ".type",
    reason = "FieldValueInvalid")
@ValidationRule(
    value = "self.type == 'New' || has(self.tenantName)",
    message = "a Change or an End names its tenant in spec.tenantName",
    fieldPath = ".tenantName",
    reason = "FieldValueRequired")
@ValidationRule(
    value = "self.type != 'New' || has(self.project)",
    message = "a new tenant needs spec.project",
    fieldPath = ".project",
    reason = "FieldValueRequired")
@ValidationRule(
    value = "self.type != 'New' || has(self.namespaces)",
    message = "a new tenant needs spec.namespaces",
    fieldPath = ".namespaces",
    reason = "FieldValueRequired")
@ValidationRule(
    value =
        "has(self.tenantName) == has(oldSelf.tenantName) && (!has(self.tenantName) ||"
            + " self.tenantName == oldSelf.tenantName)",
    message = "tenantName is immutable",
    fieldPath = ".tenantName",
    reason = "FieldValueInvalid")
@ValidationRule(
    value = "self.type == 'New' || !has(self.cloud)",
    message = "only a New request names a cloud: a tenant never moves to another",
    fieldPath = ".cloud",
    reason = "FieldValueForbidden")
@ValidationRule(
    value = "!has(self.hibernation) || !has(self.environment) || self.environment == 'Development'",
    message = "only a tenant for Development can hibernate",
    fieldPath = ".hibernation",
    reason = "FieldValueForbidden")
public record TenantRequestSpec(
    @Default("New")
        @JsonPropertyDescription(
            "New asks for a tenant; Change for other values of one that is there, and fills in only those; End for"
                + " its end.")
        RequestType type,
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription("Project that the tenant belongs to. A New request needs it.")
        String project,
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription(
            "Cloud that the tenant is to lie on. Absent: the cluster that Yunzhi itself runs on.")
        String cloud,
    @Size(min = 1, max = 100) @JsonPropertyDescription("Name of the tenant for people, in Chinese.")
        String displayName,
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 40)
        @JsonPropertyDescription(
            "Name of the Tenant to be made, changed or ended. Absent from a New request: the name of the request.")
        String tenantName,
    @JsonPropertyDescription("What the tenant is for: Production, Development or Emergency.")
        Environment environment,
    @Min(1) @Max(4) @JsonPropertyDescription("Protection level by GB/T 22239, 1 to 4.")
        Integer protectionLevel,
    @JsonPropertyDescription("Highest class of the data in it, by GB/T 43697.") DataClass dataClass,
    @Size(max = 100) @JsonPropertyDescription("Information system that will run in it.")
        String system,
    @JsonPropertyDescription("What others have attested of that system.") Compliance compliance,
    @Size(min = 1, max = 200) @JsonPropertyDescription("Where its backups lie.") String backupPlace,
    @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "Dedicated network (专网) that it is in. Absent: the government's common network.")
        String dedicatedNetwork,
    @Pattern(Yunzhi.DAY)
        @JsonPropertyDescription("Day on which it leaves its dedicated network, yyyy-MM-dd.")
        String migratesOn,
    @JsonPropertyDescription(
            "Why it may be off the unified cloud or in a dedicated network of its own.")
        Exemption exemption,
    @Size(max = 1000) @JsonPropertyDescription("Why it is needed.") String purpose,
    @JsonPropertyDescription("Who answers for it.") Contact owner,
    @Size(max = 100) @JsonPropertyDescription("Who keeps the asset (资产保管人).") String custodian,
    @Size(min = 1, max = 20)
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, a.name == b.name))",
            message = "the names of the namespaces must differ")
        @JsonPropertyDescription("The namespaces of the tenant. A New request needs them.")
        List<NamespaceClaim> namespaces,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Ceiling for all namespaces together, by resource name as in a ResourceQuota.")
        Map<String, Quantity> quota,
    @JsonPropertyDescription(
            "Small, Medium or Large: fills in spec.quota as the platform team set it. Absent:"
                + " spec.quota as it stands.")
        Tier tier,
    @JsonPropertyDescription(
            "Whether share that one namespace leaves unused moves to another that runs out.")
        Boolean elastic,
    @Size(max = 35)
        @ValidationRule(value = Yunzhi.IS_INSTANT, message = Yunzhi.NO_INSTANT)
        @JsonPropertyDescription("Instant from which it is needed, RFC 3339.")
        String startsAt,
    @Size(max = 35)
        @ValidationRule(value = Yunzhi.IS_INSTANT, message = Yunzhi.NO_INSTANT)
        @JsonPropertyDescription("Instant at which its term ends, RFC 3339.")
        String expiresAt,
    @JsonPropertyDescription(
            "What becomes of the namespaces when the Tenant is deleted: Retain or Delete. Absent: as is usual in the"
                + " environment.")
        Reclaim reclaim,
    @Size(max = 50)
        @JsonPropertyDescription("Who may do everything in it but change what is managed.")
        List<Subject> owners,
    @Size(max = 200) @JsonPropertyDescription("Who may deploy in it.") List<Subject> editors,
    @Size(max = 200) @JsonPropertyDescription("Who may look at it; never at Secrets.")
        List<Subject> viewers,
    @Size(min = 1, max = 14)
        @JsonPropertyDescription("When the tenant sleeps. For the environment Development alone.")
        List<HibernationWindow> hibernation,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Stamped by admission: everyone who ever wrote this spec. None of them can approve it.")
        List<String> requesters) {

  /** A request that names no type asks for a tenant. */
  public TenantRequestSpec {
    type = type == null ? RequestType.NEW : type;
  }
}
