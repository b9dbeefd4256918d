package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Spec of an {@link Approval}; immutable.
 *
 * @param request null when something else is decided on
 * @param exception likewise
 * @param project likewise
 * @param evidence the receipt or attestation; required to approve DataReturn, Wipe or AssetClosure
 * @param requestGeneration generation of the request or exception that was decided on; stamped by
 *     admission when absent, refused when it is not the current one
 * @param requestUid stamped by admission: what was deleted and made anew under the same name is
 *     another one, and needs its own approval
 * @param amount in yuan, stamped by admission for a Change of a project
 * @param decidedBy stamped by admission from the authenticated user, whatever the client sent
 * @param decidedAt stamped by admission, RFC 3339
 */
@ValidationRule(
    value = "self == oldSelf",
    message = "an Approval is immutable; make another one to decide otherwise")
@ValidationRule(
    value = "[has(self.request), has(self.exception), has(self.project)].exists_one(named, named)",
    message =
        "a decision is about one thing: name it in spec.request, spec.exception or spec.project")
@ValidationRule(
    value =
        "has(self.project) == (self.stage in ['Plan', 'Fund', 'ExpertPanel', 'Initiation', 'Change', 'Acceptance'])",
    message =
        "the stages Plan, Fund, ExpertPanel, Initiation, Change and Acceptance are those of a project, and of nothing else",
    fieldPath = ".stage")
@ValidationRule(
    value = "!has(self.exception) || self.stage == 'Security'",
    message = "an exception is decided by the security team: its stage is Security",
    fieldPath = ".stage")
@ValidationRule(
    value = "self.decision != 'Rejected' || (has(self.reason) && self.reason != '')",
    message = "a rejection needs spec.reason",
    fieldPath = ".reason",
    reason = "FieldValueRequired")
@ValidationRule(
    value =
        "self.decision != 'Approved' || !(self.stage in ['DataReturn', 'Wipe', 'AssetClosure'])"
            + " || (has(self.evidence) && self.evidence != '')",
    message = "the stages DataReturn, Wipe and AssetClosure need spec.evidence",
    fieldPath = ".evidence",
    reason = "FieldValueRequired")
public record ApprovalSpec(
    @Pattern(Yunzhi.OBJECT_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the TenantRequest in the same namespace.")
        String request,
    @Pattern(Yunzhi.OBJECT_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the PolicyException in the same namespace.")
        String exception,
    @Pattern(Yunzhi.OBJECT_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the Project, in the home namespace of its department.")
        String project,
    @Required
        @JsonPropertyDescription(
            "Stage that is decided, as status.stages of the request names it; Security for an exception; Plan, Fund,"
                + " ExpertPanel, Initiation, Change or Acceptance for a project.")
        Stage stage,
    @Required
        @JsonPropertyDescription(
            "Approved, Rejected, or Withdrawn: takes back what the same person decided before.")
        Decision decision,
    @Size(max = 1000) @JsonPropertyDescription("Why. Required for a rejection.") String reason,
    @Size(max = 1000)
        @JsonPropertyDescription(
            "Receipt of the returned data, attestation of the wiping, or closure of the assets: number, place, date."
                + " Required to approve DataReturn, Wipe and AssetClosure.")
        String evidence,
    @Min(1)
        @JsonPropertyDescription(
            "Generation of the request or exception that was decided on. Absent: the current one. A later change"
                + " needs a new approval.")
        Long requestGeneration,
    @JsonPropertyDescription("Stamped by admission: UID of what was decided on.") String requestUid,
    @JsonPropertyDescription(
            "Stamped by admission, for a Change of a project: what the project costs by its last change, in yuan.")
        Long amount,
    @Size(max = 253) @JsonPropertyDescription("Stamped by admission: who decided.")
        String decidedBy,
    @JsonPropertyDescription("Stamped by admission: when, RFC 3339.") String decidedAt) {}
