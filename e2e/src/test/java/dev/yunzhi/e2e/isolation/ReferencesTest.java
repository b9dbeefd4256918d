package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.isolation.Trying.admitted;
import static dev.yunzhi.e2e.isolation.Trying.may;
import static dev.yunzhi.e2e.isolation.Trying.refused;
import static dev.yunzhi.e2e.isolation.TwoTenants.CLINIC;
import static dev.yunzhi.e2e.isolation.TwoTenants.DATA;
import static dev.yunzhi.e2e.isolation.TwoTenants.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tenant's objects refer to nothing of another tenant's. */
@OnTwoTenants
class ReferencesTest {

  private final TwoTenants tenants;

  ReferencesTest(TwoTenants tenants) {
    this.tenants = tenants;
  }

  @Test
  void aServiceIsNoOtherNameForAServiceOfOthers() {
    refused(
        tenants.lily(),
        alias("db." + CLINIC + ".svc.cluster.local"),
        "ISO-006",
        "$.spec.externalName",
        "引用了不属于本租户的命名空间");
    admitted(tenants.lily(), alias("db." + DATA + ".svc.cluster.local"));
  }

  private static Service alias(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("alias")
        .withNamespace(WEB)
        .endMetadata()
        .withNewSpec()
        .withType("ExternalName")
        .withExternalName(name)
        .endSpec()
        .build();
  }

  @Test
  void noServiceAccountOfOthersIsLetIn() {
    refused(tenants.lily(), binding(CLINIC), "ISO-006", "$.subjects[0].namespace");
    admitted(tenants.lily(), binding(DATA));
  }

  private static RoleBinding binding(String namespace) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName("robot")
        .withNamespace(WEB)
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "yunzhi-tenant-viewer")
        .addNewSubject(null, "ServiceAccount", "robot", namespace)
        .build();
  }

  /** RBAC refuses: who writes them could send traffic to any pod's address. */
  @Test
  void whereServicesLeadIsWrittenByKubernetesAlone() {
    for (String resource : List.of("endpoints", "endpointslices.discovery.k8s.io")) {
      for (String verb : List.of("create", "update", "patch")) {
        assertThat(may(tenants.lily(), verb, WEB, resource, null)).as(verb + resource).isFalse();
      }
      assertThat(may(tenants.lily(), "list", WEB, resource, null)).isTrue();
    }
  }

  @Test
  void aVolumeIsTakenOnlyByWhomItIsSetApartFor() {
    volume("clinic-records", Map.of("yunzhi.dev/tenant", "hill-clinic"), null);
    volume("clinic-used", Map.of(), CLINIC);
    volume("nobodys", Map.of(), null);
    volume("permits-archive", Map.of("yunzhi.dev/tenant", "lake-permits"), null);

    for (String volume : List.of("clinic-records", "clinic-used", "nobodys", "not-there")) {
      refused(tenants.lily(), claim(volume), "ISO-005", "is not set apart for this tenant");
    }
    admitted(tenants.lily(), claim("permits-archive"));
  }

  @Test
  void noClaimTakesAnyFreeVolume() {
    PersistentVolumeClaim any = claim(null);
    refused(tenants.lily(), any, "ISO-005", "takes any free volume", "任意空闲卷");
  }

  /** RBAC refuses: volumes are the cluster's. */
  @Test
  void noTenantMakesVolumes() {
    assertThat(may(tenants.lily(), "create", null, "persistentvolumes", null)).isFalse();
    assertThat(may(tenants.lily(), "create", WEB, "persistentvolumeclaims", null)).isTrue();
  }

  private void volume(String name, Map<String, String> labels, String claimedIn) {
    var builder =
        new PersistentVolumeBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .withCapacity(Map.of("storage", new Quantity("1Gi")))
            .withAccessModes("ReadWriteOnce")
            .withPersistentVolumeReclaimPolicy("Retain")
            .withNewNfs("/" + name, false, "nfs.example.com")
            .endSpec();
    if (claimedIn != null) {
      builder
          .editSpec()
          .withNewClaimRef()
          .withNamespace(claimedIn)
          .withName("records")
          .endClaimRef()
          .endSpec();
    }
    PersistentVolume volume = builder.build();
    tenants.administrator().resource(volume).serverSideApply();
  }

  private static PersistentVolumeClaim claim(String volume) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("archive")
        .withNamespace(WEB)
        .endMetadata()
        .withNewSpec()
        .withStorageClassName("")
        .withVolumeName(volume)
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .withRequests(Map.of("storage", new Quantity("1Gi")))
        .endResources()
        .endSpec()
        .build();
  }
}
