package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The fields that the profile "restricted" of the <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 * Standards</a> names, with values that it allows and values that it forbids.
 */
final class RestrictedFields {
  private RestrictedFields() {}

  /**
   * A field of a pod or of a container.
   *
   * @param pointer where the value goes, below the pod's or the container's spec
   * @param found the field that a finding about it names, below the same
   */
  record Field(String pointer, String found, List<String> allowed, List<String> forbidden) {
    void set(ObjectNode spec, String value) {
      JsonPointer place = JsonPointer.compile(pointer);
      JsonPointer parent = place.head();
      ObjectNode holder =
          parent.matches() ? spec : spec.withObject(parent, JsonNode.OverwriteMode.NULLS, true);
      holder.set(place.last().getMatchingProperty(), json(value));
    }
  }

  static final List<Field> OF_PODS =
      List.of(
          field("/hostNetwork", "hostNetwork", List.of("false"), List.of("true")),
          field("/hostPID", "hostPID", List.of("false"), List.of("true")),
          field("/hostIPC", "hostIPC", List.of("false"), List.of("true")),
          field(
              "/securityContext/sysctls",
              "securityContext.sysctls[0].name",
              List.of(
                  "[]",
                  "[{'name': 'kernel.shm_rmid_forced', 'value': '1'}]",
                  "[{'name': 'net.ipv4.tcp_rmem', 'value': '1'}]",
                  "[{'name': 'net.ipv4.ip_local_reserved_ports', 'value': '1'}]"),
              List.of(
                  "[{'name': 'kernel.msgmax', 'value': '1'}]",
                  "[{'name': 'net.core.somaxconn', 'value': '1'}]")),
          field(
              "/volumes",
              "volumes[0]",
              List.of(
                  "[]",
                  "[{'name': 'a', 'emptyDir': {}}]",
                  "[{'name': 'a', 'configMap': {'name': 'b'}}]",
                  "[{'name': 'a', 'csi': {'driver': 'b'}}]",
                  "[{'name': 'a', 'downwardAPI': {}}]",
                  "[{'name': 'a', 'ephemeral': {}}]",
                  "[{'name': 'a', 'persistentVolumeClaim': {'claimName': 'b'}}]",
                  "[{'name': 'a', 'projected': {}}]",
                  "[{'name': 'a', 'secret': {'secretName': 'b'}}]"),
              List.of(
                  "[{'name': 'a', 'hostPath': {'path': '/'}}]",
                  "[{'name': 'a', 'nfs': {'server': 'b', 'path': '/'}}]",
                  "[{'name': 'a', 'iscsi': {}}]",
                  "[{'name': 'a', 'gitRepo': {}}]")),
          runAsUser(),
          apparmor(),
          selinuxType(),
          selinux("user"),
          selinux("role"),
          hostProcess(),
          seccomp());

  static final List<Field> OF_CONTAINERS =
      List.of(
          field(
              "/securityContext/privileged",
              "securityContext.privileged",
              List.of("false"),
              List.of("true")),
          field(
              "/securityContext/allowPrivilegeEscalation",
              "securityContext.allowPrivilegeEscalation",
              List.of("false"),
              List.of("true", "null")),
          field(
              "/securityContext/capabilities/drop",
              "securityContext.capabilities.drop",
              List.of("['ALL']", "['NET_RAW', 'ALL']"),
              List.of("[]", "['NET_RAW']", "['all']")),
          field(
              "/securityContext/capabilities/add",
              "securityContext.capabilities.add",
              List.of("[]", "['NET_BIND_SERVICE']"),
              List.of("['SYS_ADMIN']", "['NET_BIND_SERVICE', 'CHOWN']")),
          field(
              "/securityContext/procMount",
              "securityContext.procMount",
              List.of("'Default'", "''"),
              List.of("'Unmasked'")),
          field(
              "/securityContext/runAsNonRoot",
              "securityContext.runAsNonRoot",
              List.of("true"),
              List.of("false")),
          field(
              "/ports",
              "ports[0].hostPort",
              List.of("[{'containerPort': 80}]", "[{'containerPort': 80, 'hostPort': 0}]"),
              List.of("[{'containerPort': 80, 'hostPort': 80}]")),
          host("livenessProbe/httpGet"),
          host("readinessProbe/tcpSocket"),
          host("startupProbe/httpGet"),
          host("lifecycle/postStart/httpGet"),
          host("lifecycle/preStop/tcpSocket"),
          runAsUser(),
          apparmor(),
          selinuxType(),
          selinux("user"),
          selinux("role"),
          hostProcess(),
          seccomp());

  private static Field runAsUser() {
    return field(
        "/securityContext/runAsUser",
        "securityContext.runAsUser",
        List.of("1", "65534"),
        List.of("0"));
  }

  private static Field apparmor() {
    return field(
        "/securityContext/appArmorProfile",
        "securityContext.appArmorProfile.type",
        List.of("{'type': 'RuntimeDefault'}", "{'type': 'Localhost', 'localhostProfile': 'a'}"),
        List.of("{'type': 'Unconfined'}"));
  }

  private static Field seccomp() {
    return field(
        "/securityContext/seccompProfile",
        "securityContext.seccompProfile.type",
        List.of("{'type': 'RuntimeDefault'}", "{'type': 'Localhost', 'localhostProfile': 'a'}"),
        List.of("{'type': 'Unconfined'}"));
  }

  private static Field selinuxType() {
    return field(
        "/securityContext/seLinuxOptions/type",
        "securityContext.seLinuxOptions.type",
        List.of("''", "'container_t'", "'container_init_t'", "'container_kvm_t'"),
        List.of("'spc_t'", "'unconfined_t'"));
  }

  private static Field selinux(String part) {
    return field(
        "/securityContext/seLinuxOptions/" + part,
        "securityContext.seLinuxOptions." + part,
        List.of("''"),
        List.of("'any'"));
  }

  private static Field hostProcess() {
    return field(
        "/securityContext/windowsOptions/hostProcess",
        "securityContext.windowsOptions.hostProcess",
        List.of("false"),
        List.of("true"));
  }

  private static Field host(String handler) {
    return field(
        "/" + handler + "/host",
        handler.replace('/', '.') + ".host",
        List.of("''"),
        List.of("'10.0.0.1'"));
  }

  private static Field field(
      String pointer, String found, List<String> allowed, List<String> forbidden) {
    return new Field(pointer, found, allowed, forbidden);
  }

  private static JsonNode json(String text) {
    try {
      return Reviews.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
