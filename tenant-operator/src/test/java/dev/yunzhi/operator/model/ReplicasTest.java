package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.ReplicationSource;
import dev.yunzhi.api.v1alpha1.WireName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplicasTest {

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata:
        name: pull
        namespace: dept-tax
        uid: of-the-source
        resourceVersion: "7"
        finalizers: [example.cn/kept]
        labels:
          tier: shared
          yunzhi.dev/managed: "true"
          ancestor.yunzhi.dev/330000: Province
          app.kubernetes.io/name: pull
        annotations:
          note: 共享
          kubectl.kubernetes.io/last-applied-configuration: "{}"
          notk8s.io/mine: kept
      type: kubernetes.io/dockerconfigjson
      immutable: true
      data: {.dockerconfigjson: e30=}
      """;

  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: looks, namespace: dept-tax}
      rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
      """;

  @Test
  void aCopyHasTheContentOfItsSourceAndOfItsMetadataWhatIsForPeople() {
    Replica copy = replicas("[{kind: Secret, name: pull}]", SECRET).copies().get(0);

    assertThat(Serialization.asYaml(copy.in("portal-web", null)))
        .isEqualTo(
            """
            ---
            apiVersion: "v1"
            kind: "Secret"
            metadata:
              annotations:
                note: "共享"
                notk8s.io/mine: "kept"
              labels:
                tier: "shared"
                yunzhi.dev/replicated-from: "dept-tax"
                yunzhi.dev/replication: "shared"
              name: "pull"
              namespace: "portal-web"
            data:
              .dockerconfigjson: "e30="
            type: "kubernetes.io/dockerconfigjson"
            """);
  }

  @Test
  void aCopyIsRightWhateverTheServerAddsAndWrongWhateverPeopleDo() {
    Replica copy = replicas("[{kind: Secret, name: pull}]", SECRET).copies().get(0);
    HasMetadata stored =
        copy.in(
            "portal-web",
            new ObjectMetaBuilder().withUid("of-the-copy").withResourceVersion("9").build());
    stored.getMetadata().setCreationTimestamp("2026-11-25T00:00:00Z");
    assertThat(copy.is(stored)).isTrue();

    var labelled = Serialization.clone(stored);
    labelled.getMetadata().getLabels().put("stray", "label");
    assertThat(copy.is(labelled)).isFalse();

    String other = SECRET.replace("e30=", "e319");
    assertThat(copy.is(Serialization.unmarshal(other, stored.getClass()))).isFalse();
  }

  @Test
  void rolesComeBeforeWhatBindsThem() {
    Replicas wanted =
        replicas(
            "[{kind: RoleBinding, name: looks}, {kind: Role, name: looks}]",
            ROLE,
            binding("Role", "looks"));

    assertThat(wanted.faults()).isEmpty();
    assertThat(wanted.copies())
        .extracting(c -> WireName.of(c.kind()))
        .containsExactly("Role", "RoleBinding");
    assertThat(wanted.copies()).extracting(Replica::bindsRole).containsExactly(null, "looks");
  }

  @Test
  void aBindingGivesWhatAViewerHasOrARoleThatIsReplicatedToo() {
    String sources = "[{kind: RoleBinding, name: looks}]";

    assertThat(replicas(sources, binding("ClusterRole", "yunzhi-tenant-viewer")).faults())
        .isEmpty();
    for (String more : new String[] {"yunzhi-tenant-editor", "yunzhi-tenant-owner", "admin"}) {
      assertFault("NotReplicable", more, replicas(sources, binding("ClusterRole", more)));
    }
    // Somebody else's Role of that name could say anything.
    assertFault("NotReplicable", "Role looks", replicas(sources, binding("Role", "looks")));
  }

  @Test
  void aSourceThatIsNotThereLeavesTheOthers() {
    Replicas wanted =
        replicas("[{kind: ConfigMap, name: gone}, {kind: Secret, name: pull}]", SECRET);

    assertThat(wanted.copies()).extracting(Replica::name).containsExactly("pull");
    assertFault("SourceNotFound", "ConfigMap gone does not exist here", wanted);
  }

  @Test
  void noTokenOfAnAccountIsCopied() {
    String token =
        SECRET.replace("kubernetes.io/dockerconfigjson", "kubernetes.io/service-account-token");

    Replicas wanted = replicas("[{kind: Secret, name: pull}]", token);

    assertThat(wanted.copies()).isEmpty();
    assertFault("NotReplicable", "which is never copied", wanted);
  }

  private static void assertFault(String reason, String words, Replicas replicas) {
    assertThat(replicas.faults())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.reason().wire()).isEqualTo(reason);
              assertThat(f.message()).contains(words);
            });
  }

  private static String binding(String kind, String role) {
    return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: looks, namespace: dept-tax}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: %s}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: desk}]
        """
        .formatted(kind, role);
  }

  private static Replicas replicas(String sources, String... objects) {
    Replication replication =
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: Replication
            metadata: {name: shared, namespace: dept-tax}
            spec: {sources: %s}
            """
                .formatted(sources),
            Replication.class);
    Map<ReplicationSource, HasMetadata> found = new HashMap<>();
    Stream.of(objects)
        .map(yaml -> (HasMetadata) Serialization.unmarshal(yaml))
        .forEach(
            o ->
                found.put(
                    new ReplicationSource(ReplicaContent.kind(o), o.getMetadata().getName()), o));
    return Replicas.of(replication, found::get);
  }
}
