package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.Annotations;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.scan.Report.Resource;
import dev.yunzhi.operator.scan.Report.Result;
import dev.yunzhi.operator.scan.Report.Summary;
import dev.yunzhi.operator.scan.Report.Timestamp;
import dev.yunzhi.operator.scan.Standing.Dated;
import dev.yunzhi.policy.Effect;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands in a namespace, or in none, as reports, and back: the reports are where the next
 * leader finds what is known. Each result is about one object and one violation; none is left out.
 * Pure.
 */
final class Reports {

  /** Keeps a report well below what etcd takes for one object. */
  private static final int MOST_RESULTS = 500;

  private static final int MOST_BYTES = 512 * 1024;

  private static final String SOURCE = "yunzhi";

  /** Stands in place of a policy where none could be asked. */
  private static final String NOT_JUDGED = "not-judged";

  /**
   * The reports of one namespace, named {@code yunzhi-0}, {@code yunzhi-1} and so on.
   *
   * @param namespace empty for objects that are in none
   * @param categories by policy
   * @param incomplete what could not be looked at when that was last tried; null when all was
   * @return empty when nothing stands there
   */
  static List<Report> of(
      String namespace,
      Map<ObjectKey, Standing> standing,
      Map<String, String> categories,
      String incomplete) {
    var reports = new ArrayList<Report>();
    var results = new ArrayList<Result>();
    int bytes = 0;
    for (var entry : standing.entrySet()) {
      for (Result result : results(namespace, entry.getKey(), entry.getValue(), categories)) {
        int size = size(result);
        if (!results.isEmpty() && (results.size() == MOST_RESULTS || bytes + size > MOST_BYTES)) {
          reports.add(report(namespace, reports.size(), results, incomplete));
          results.clear();
          bytes = 0;
        }
        results.add(result);
        bytes += size;
      }
    }
    if (!results.isEmpty()) {
      reports.add(report(namespace, reports.size(), results, incomplete));
    }
    return reports;
  }

  private static Report report(
      String namespace, int number, List<Result> results, String incomplete) {
    var metadata =
        new ObjectMetaBuilder()
            .withName("yunzhi-" + number)
            .withLabels(Map.of(Labels.MANAGED, "true"))
            .withAnnotations(
                incomplete == null ? Map.of() : Map.of(Annotations.SCAN_INCOMPLETE, incomplete));
    var summary =
        new Summary(
            0,
            count(results, "fail"),
            count(results, "warn"),
            count(results, "error"),
            count(results, "skip"));
    return namespace.isEmpty()
        ? new ClusterPolicyReport(metadata.build(), summary, results)
        : new PolicyReport(metadata.withNamespace(namespace).build(), summary, results);
  }

  private static int count(List<Result> results, String result) {
    return (int) results.stream().filter(r -> r.result().equals(result)).count();
  }

  private static int size(Result result) {
    return 512
        + result.message().getBytes(StandardCharsets.UTF_8).length
        + result.properties().values().stream()
            .mapToInt(p -> p.getBytes(StandardCharsets.UTF_8).length)
            .sum();
  }

  private static List<Result> results(
      String namespace, ObjectKey key, Standing standing, Map<String, String> categories) {
    var resources =
        List.of(
            new Resource(
                standing.apiVersion(),
                key.kind().kind(),
                namespace.isEmpty() ? null : namespace,
                key.name(),
                standing.uid()));
    var results = new ArrayList<Result>();
    if (standing.failure() != null) {
      results.add(
          new Result(
              SOURCE,
              NOT_JUDGED,
              null,
              null,
              null,
              "error",
              false,
              null,
              standing.failure(),
              Map.of("messageZh", "无法评判：" + standing.failure()),
              resources));
    }
    for (Dated dated : standing.violations()) {
      var violation = dated.violation();
      results.add(
          new Result(
              SOURCE,
              violation.policy(),
              violation.path(),
              categories.get(violation.policy()),
              severity(violation.effect()),
              result(violation),
              !violation.exempt(),
              new Timestamp(dated.since().getEpochSecond(), 0),
              violation.message(),
              properties(violation),
              resources));
    }
    return results;
  }

  private static Map<String, String> properties(Violation violation) {
    var properties = new TreeMap<String, String>();
    properties.put("effect", violation.effect().value());
    properties.put("messageZh", violation.messageZh());
    if (violation.exempt()) {
      properties.put("exception", violation.exception());
    }
    return properties;
  }

  private static String result(Violation violation) {
    if (violation.exempt()) {
      return "skip";
    }
    return violation.effect() == Effect.WARN ? "warn" : "fail";
  }

  private static String severity(Effect effect) {
    return switch (effect) {
      case DENY -> "high";
      case WARN -> "medium";
      case AUDIT -> "low";
    };
  }

  /** What a report told, for {@link EstateFindings#restore}; what it does not tell is left out. */
  static Map<ObjectKey, Standing> read(Report report) {
    var standing = new TreeMap<ObjectKey, Standing>();
    for (Result result : report.getResults()) {
      if (SOURCE.equals(result.source()) && result.resources() != null) {
        result.resources().forEach(resource -> read(result, resource, standing));
      }
    }
    return standing;
  }

  private static void read(Result result, Resource resource, Map<ObjectKey, Standing> standing) {
    var kind =
        Arrays.stream(ScannedKind.values())
            .filter(k -> k.kind().equals(resource.kind()))
            .findFirst();
    if (kind.isEmpty()) {
      return;
    }
    boolean judged = !result.policy().equals(NOT_JUDGED);
    standing.merge(
        new ObjectKey(kind.get(), resource.name()),
        new Standing(
            resource.uid(),
            resource.apiVersion(),
            judged ? List.of(violation(result)) : List.of(),
            judged ? null : result.message(),
            0),
        Standing::with);
  }

  private static Dated violation(Result result) {
    var properties = result.properties();
    Effect effect =
        Arrays.stream(Effect.values())
            .filter(e -> e.value().equals(properties.get("effect")))
            .findFirst()
            .orElse(Effect.AUDIT);
    return new Dated(
        new Violation(
            result.policy(),
            effect,
            result.message(),
            properties.get("messageZh"),
            result.rule(),
            properties.get("exception")),
        Instant.ofEpochSecond(result.timestamp().seconds()));
  }

  private Reports() {}
}
