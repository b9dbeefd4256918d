package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a policy says about itself in its Rego annotations, the one place where it stands.
 *
 * @param id for example {@code SEC-016}
 * @param key the policy's key under {@code data.parameters} and {@code data.effects}, for example
 *     {@code sec_016}
 * @param title in English
 * @param titleZh in Chinese
 * @param description what it catches, in English
 * @param descriptionZh the same in Chinese
 * @param remedy how to satisfy it, in English
 * @param remedyZh the same in Chinese
 * @param effect the effect in force, after overrides
 * @param kinds the kinds of object that it judges
 * @param clauses the clauses that it carries out
 * @param schema the JSON Schema of its parameters; an empty object if it has none
 * @param parameters the parameters in force, after overrides; an empty object if it has none
 */
public record PolicyDescription(
    String id,
    String key,
    String title,
    String titleZh,
    String description,
    String descriptionZh,
    String remedy,
    String remedyZh,
    Effect effect,
    List<String> kinds,
    List<Clause> clauses,
    JsonNode schema,
    JsonNode parameters) {

  public PolicyDescription {
    kinds = List.copyOf(kinds);
    clauses = List.copyOf(clauses);
  }
}
