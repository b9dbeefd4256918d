package dev.yunzhi.policy;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A clause of a standard that a policy carries out.
 *
 * @param standard the document, for example {@code GB/T 22239}
 * @param edition its edition, for example {@code 2019}; null if it has none
 * @param clause the clause's number or name in that edition
 * @param level the level of protection from which the clause binds, 1 to 4; null if it has none
 * @param confirmed whether the clause's number was read in a public source; what is not confirmed
 *     must never be shown as certain
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Clause(
    String standard, String edition, String clause, Integer level, boolean confirmed) {}
