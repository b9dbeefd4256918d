package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Spec of a {@link Reform}. What it changes is fixed when it is made; a different plan is a
 * different Reform.
 *
 * @param action what is to be done now
 * @param merges null is none
 * @param moves null is none; what a merge would take along goes where its own move says
 */
@ValidationRule(
    value = "has(self.moves) || has(self.merges)",
    message = "name at least one move or merge",
    fieldPath = ".moves",
    reason = "FieldValueRequired")
@ValidationRule(
    value =
        "has(self.moves) == has(oldSelf.moves) && has(self.merges) == has(oldSelf.merges)"
            + " && (!has(self.moves) || self.moves == oldSelf.moves)"
            + " && (!has(self.merges) || self.merges == oldSelf.merges)",
    message = "moves and merges are immutable; make another Reform",
    reason = "FieldValueForbidden")
public record ReformSpec(
    @Required
        @Size(min = 1, max = 1000)
        @JsonPropertyDescription("What it is for, with the number of the decision (批文).")
        String purpose,
    @Default("Preview")
        @JsonPropertyDescription(
            "Preview shows what would change, Run does it, Undo takes it back.")
        ReformAction action,
    @Size(min = 1, max = 50)
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, a.from == b.from))",
            message = "each department is merged away once")
        @JsonPropertyDescription(
            "Departments whose children, projects, tenants and budget go to another. What is left"
                + " of them is halted, and keeps its requests and approvals.")
        List<ReformMerge> merges,
    @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "Departments, projects and tenants that go to another department, each once.")
        List<ReformMove> moves) {}
