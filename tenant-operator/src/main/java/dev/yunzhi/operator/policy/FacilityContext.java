package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityType;
import dev.yunzhi.operator.cluster.Reader;
import java.util.Comparator;
import java.util.Optional;

/**
 * What policies are told of the machine room or private network that a tenant is to be in: {@code
 * input.context.machineRoom} and {@code input.context.privateNetwork}, each absent when nobody
 * registered one.
 */
public final class FacilityContext {

  /**
   * Adds what there is.
   *
   * @param cloud that the tenant is to lie on: a machine room goes by the name of the cloud in it;
   *     null is the home cluster
   * @param network name, for people or for Kubernetes, of the private network; null is none
   */
  static void put(ObjectNode context, String cloud, String network, Reader reader) {
    if (cloud != null) {
      Facility room = reader.get(Facility.class, null, cloud);
      if (room != null && room.getSpec().type() == FacilityType.MACHINE_ROOM) {
        describe(context.putObject("machineRoom"), room);
      }
    }
    if (network != null) {
      network(network, reader)
          .ifPresent(found -> describe(context.putObject("privateNetwork"), found));
    }
  }

  /** Whether a tenant in that private network is in this facility. */
  public static boolean isNetwork(Facility facility, String network) {
    return facility.getSpec().type() == FacilityType.PRIVATE_NETWORK
        && (facility.getMetadata().getName().equals(network)
            || facility.getSpec().displayName().equals(network));
  }

  /** Of several that people call the same, the first by name. */
  private static Optional<Facility> network(String network, Reader reader) {
    return reader.list(Facility.class, null).stream()
        .filter(facility -> isNetwork(facility, network))
        .min(Comparator.comparing(facility -> facility.getMetadata().getName()));
  }

  private static void describe(ObjectNode node, Facility facility) {
    var spec = facility.getSpec();
    node.put("name", facility.getMetadata().getName())
        .put("displayName", spec.displayName())
        .put("department", spec.department());
    putKnown(node, "closesOn", spec.closesOn());
    putKnown(node, "closedOn", spec.closedOn());
    putKnown(node, "legalBasis", spec.legalBasis());
  }

  private static void putKnown(ObjectNode node, String field, String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private FacilityContext() {}
}
