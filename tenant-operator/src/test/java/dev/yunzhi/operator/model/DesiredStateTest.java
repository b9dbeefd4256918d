package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.budget.QuotaSplit;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden files: each folder under {@code desired/} holds custom resources as {@code in-*.yaml} and
 * every object that has to come of them as {@code out-<Kind>-<namespace>-<name>.yaml}; an object
 * without a file fails, and a file without an object. {@code -Dgolden.write} writes them anew.
 */
class DesiredStateTest {

  private static final Path CASES = Path.of("src/test/resources/desired");

  private static final TenantLife.Terms TERMS =
      new TenantLife.Terms(Duration.ofDays(30), Duration.ofDays(7));

  @TestFactory
  Stream<DynamicTest> desiredStateIsWhatTheGoldenFilesSay() throws IOException {
    return children(CASES)
        .map(dir -> DynamicTest.dynamicTest(dir.getFileName().toString(), () -> check(dir)));
  }

  private static void check(Path dir) throws Exception {
    var desired = new TreeMap<String, String>();
    for (HasMetadata object : desired(inputs(dir))) {
      assertThat(desired.put(fileName(object), Serialization.asYaml(object))).isNull();
    }
    if (System.getProperty("golden.write") != null) {
      for (Path old : children(dir).filter(DesiredStateTest::isOutput).toList()) {
        Files.delete(old);
      }
      for (var entry : desired.entrySet()) {
        Files.writeString(dir.resolve(entry.getKey()), entry.getValue());
      }
    }
    var golden = new TreeMap<String, String>();
    for (Path file : children(dir).filter(DesiredStateTest::isOutput).toList()) {
      golden.put(file.getFileName().toString(), Files.readString(file));
    }
    assertThat(desired.keySet()).isEqualTo(golden.keySet());
    desired.forEach((name, yaml) -> assertThat(yaml).as(name).isEqualTo(golden.get(name)));
  }

  private static List<HasMetadata> desired(List<HasMetadata> inputs) throws Exception {
    Map<String, Department> departments = new TreeMap<>();
    var tenants = new ArrayList<Tenant>();
    var agreements = new ArrayList<Agreement>();
    for (HasMetadata input : inputs) {
      if (input instanceof Department department) {
        departments.put(department.getMetadata().getName(), department);
      } else if (input instanceof Agreement agreement) {
        agreements.add(agreement);
      } else {
        tenants.add((Tenant) input);
      }
    }
    var objects = new ArrayList<HasMetadata>();
    if (tenants.isEmpty()) {
      for (Department department : departments.values()) {
        String above = department.getSpec().parent();
        var parent = above == null ? null : departments.get(above);
        var home = HomeNamespace.of(department, parent, Lineage.of(department, departments::get));
        objects.add(home.namespace());
        objects.addAll(home.bindings());
      }
    }
    for (Tenant tenant : tenants) {
      var life = TenantLife.of(tenant.getSpec(), TERMS, Instant.EPOCH);
      var lineage = Lineage.of(departments.get(tenant.getSpec().department()), departments::get);
      QuotaSplit.of(tenant.getSpec().quota(), tenant.getSpec().namespaces())
          .forEach(
              (suffix, share) -> {
                var name = DesiredNamespace.nameFor(tenant.getMetadata().getName(), suffix);
                var namespace =
                    DesiredNamespace.of(tenant, lineage, name, share, life.readOnly())
                        .with(AgreedTraffic.at(tenant, name, agreements));
                objects.add(namespace.namespace());
                objects.addAll(namespace.guards());
                objects.addAll(namespace.bindings());
                if (life.standsStill()) {
                  var remembered = Remembered.parse("deployments/web=3");
                  objects.add(StandstillQuota.of(tenant, name, remembered, true));
                }
              });
    }
    return objects;
  }

  private static List<HasMetadata> inputs(Path dir) throws IOException {
    var inputs = new ArrayList<HasMetadata>();
    for (Path file :
        children(dir).filter(f -> f.getFileName().toString().startsWith("in-")).toList()) {
      for (String document : Files.readString(file).split("(?m)^---$", -1)) {
        Class<? extends HasMetadata> kind =
            document.contains("kind: Tenant")
                ? Tenant.class
                : document.contains("kind: Agreement") ? Agreement.class : Department.class;
        inputs.add(Serialization.unmarshal(document, kind));
      }
    }
    return inputs;
  }

  private static boolean isOutput(Path file) {
    return !file.getFileName().toString().startsWith("in-");
  }

  private static String fileName(HasMetadata object) {
    var meta = object.getMetadata();
    return meta.getNamespace() == null
        ? "out-%s-%s.yaml".formatted(object.getKind(), meta.getName())
        : "out-%s-%s-%s.yaml".formatted(object.getKind(), meta.getNamespace(), meta.getName());
  }

  private static Stream<Path> children(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.sorted().toList().stream();
    }
  }
}
