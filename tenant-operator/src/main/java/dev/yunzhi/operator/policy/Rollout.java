package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/**
 * For which departments the effects of policies count; for the others they are Audit. Who is among
 * them depends on nothing but name and share, so every replica, the scan and a later day come to
 * the same, and a larger share only adds departments. Pure.
 *
 * @param percent of the departments, 0 to 100, by policy id; a policy that is not named counts for
 *     all
 */
public record Rollout(Map<String, Integer> percent) {

  private static final int BUCKETS = 100;

  public Rollout {
    percent = Map.copyOf(percent);
  }

  /**
   * Findings with the effects that they have for the department of their context.
   *
   * @param input that they were found in
   */
  List<Finding> effectiveIn(JsonNode input, List<Finding> findings) {
    return effective(findings, input.at("/context/department/name").textValue());
  }

  /**
   * Findings with the effects that they have for a department.
   *
   * @param department null when the object is of none: then every effect counts, since nobody gets
   *     around a rule by being nobody's
   */
  public List<Finding> effective(List<Finding> findings, String department) {
    if (percent.isEmpty() || department == null) {
      return findings;
    }
    return findings.stream().map(finding -> effective(finding, department)).toList();
  }

  private Finding effective(Finding finding, String department) {
    if (counts(department, percent.getOrDefault(finding.policy(), BUCKETS))) {
      return finding;
    }
    return new Finding(
        finding.policy(),
        Effect.AUDIT,
        finding.message(),
        finding.messageZh(),
        finding.path(),
        finding.clauses(),
        finding.exempt(),
        finding.exception());
  }

  /**
   * Whether a department is among a share of all.
   *
   * @param percent 0 is nobody, 100 everybody
   */
  static boolean counts(String department, int percent) {
    return bucket(department) < percent;
  }

  /** 0 to 99: the first four bytes of the name's SHA-256, as an unsigned number, modulo 100. */
  private static int bucket(String department) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(department.getBytes(StandardCharsets.UTF_8));
      return Integer.remainderUnsigned(ByteBuffer.wrap(digest).getInt(), BUCKETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
