package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/**
 * Spec of a {@link Tenant}.
 *
 * @param cloud null is the home cluster
 * @param formerDepartments written by the operator alone; null is none
 * @param approvedQuota written by the operator alone; null when no request stands behind the tenant
 * @param grants written by the operator alone; null is none
 * @param end written by the operator alone; null while the tenant goes on
 */
@ValidationRule(
    value =
        "!has(self.startsAt) || !has(self.expiresAt) || timestamp(self.startsAt) <"
            + " timestamp(self.expiresAt)",
    message = "expiresAt must be later than startsAt",
    fieldPath = ".expiresAt",
    reason = "FieldValueInvalid")
@ValidationRule(
    value = "self.namespaces.all(n, !has(n.quota) || n.quota.all(k, k in self.quota))",
    message = "a namespace's share names a resource that is not in spec.quota",
    fieldPath = ".namespaces",
    reason = "FieldValueInvalid")
@ValidationRule(
    value =
        "has(self.cloud) == has(oldSelf.cloud) && (!has(self.cloud) || self.cloud == oldSelf.cloud)",
    message = "cloud is immutable: a tenant never moves to another cloud",
    fieldPath = ".cloud",
    reason = "FieldValueInvalid")
@ValidationRule(
    value = "!has(self.hibernation) || self.environment == 'Development'",
    message = "only a tenant for Development can hibernate",
    fieldPath = ".hibernation",
    reason = "FieldValueForbidden")
public record TenantSpec(
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription("Department that owns the tenant. Only a Reform changes it.")
        String department,
    @Size(max = 10)
        @JsonPropertyDescription(
            "Written by the operator: departments that owned it before a Reform, the latest last.")
        List<@Size(min = 1, max = 58) String> formerDepartments,
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription("Project that the tenant belongs to.")
        String project,
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription(
            "Cloud that it lies on. Absent: the cluster that Yunzhi itself runs on.")
        String cloud,
    @JsonPropertyDescription(
            "Request that it was made from. Absent when the platform team made it directly.")
        RequestReference request,
    @Size(min = 1, max = 100) @JsonPropertyDescription("Name for people, in Chinese.")
        String displayName,
    @Default("Retain")
        @JsonPropertyDescription(
            "What becomes of the namespaces when the Tenant is deleted. Retain leaves them and all"
                + " in them.")
        Reclaim reclaim,
    @JsonPropertyDescription("What the tenant is for: Production, Development or Emergency.")
        @Required
        Environment environment,
    @Min(1) @Max(4) @Required @JsonPropertyDescription("Protection level by GB/T 22239, 1 to 4.")
        Integer protectionLevel,
    @Required @JsonPropertyDescription("Highest class of the data in it, by GB/T 43697.")
        DataClass dataClass,
    @Pattern("^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$")
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "Pool of nodes that it alone runs on: those with the label and the taint"
                + " yunzhi.dev/node-pool of this value. Absent: the nodes of no pool.")
        String nodePool,
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
    @Required
        @Size(min = 1, max = 20)
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, a.name == b.name))",
            message = "the names of the namespaces must differ")
        @JsonPropertyDescription("The namespaces of the tenant.")
        List<NamespaceClaim> namespaces,
    @Size(max = 32)
        @Required
        @JsonPropertyDescription(
            "Ceiling for all namespaces together, by resource name as in a ResourceQuota.")
        Map<String, Quantity> quota,
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
    @Size(max = 50)
        @JsonPropertyDescription("Who may do everything in it but change what is managed.")
        List<Subject> owners,
    @Size(max = 200) @JsonPropertyDescription("Who may deploy in it.") List<Subject> editors,
    @Size(max = 200) @JsonPropertyDescription("Who may look at it; never at Secrets.")
        List<Subject> viewers,
    @JsonPropertyDescription(
            "Set by the platform or security team: its workloads stand still and it can only be"
                + " read, until this is taken away.")
        Suspension suspend,
    @Size(min = 1, max = 14)
        @JsonPropertyDescription(
            "When it sleeps, as if suspended. For the environment Development alone.")
        List<HibernationWindow> hibernation,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Written by the operator: the quota that was last approved, by which the growth of later changes is"
                + " measured.")
        Map<String, Quantity> approvedQuota,
    @Size(max = 200)
        @JsonPropertyDescription(
            "Written by the operator: the requests that were carried out, the latest last.")
        List<Grant> grants,
    @JsonPropertyDescription(
            "Its approved end, written by the operator: it is reclaimed as spec.reclaim says.")
        TenantEnd end) {}
