package dev.yunzhi.controlplane.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.register.AssetCard;
import dev.yunzhi.audit.register.CardField;
import dev.yunzhi.audit.register.Complaint;
import dev.yunzhi.audit.register.Device;
import dev.yunzhi.audit.register.DeviceMap;
import dev.yunzhi.audit.register.DeviceReader;
import dev.yunzhi.controlplane.publication.OwnJudgement;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has policies judge new sensing devices by those that stand near: {@code input.review} is shaped
 * like the AdmissionRequest of an object, {@code input.context.devicesNear} lists the devices
 * nearby. Thread-safe.
 */
@Component
final class DeviceSharing {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceSharing.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICY = "GOV-012";
  private static final int DEFAULT_METRES = 50;

  /** Devices that a policy is shown: more of them make nothing clearer. */
  private static final int MOST_NEAR = 20;

  private final DeviceReader devices;
  private final OwnJudgement judgement;
  private final Clock clock;

  DeviceSharing(DeviceReader devices, OwnJudgement judgement, Clock clock) {
    this.devices = devices;
    this.judgement = judgement;
    this.clock = clock;
  }

  /**
   * What is said of a new device.
   *
   * @param denied whether the device must not be registered
   */
  record Said(AssetCard card, String policy, Complaint complaint, boolean denied) {}

  /** Devices that come together: each is judged by those before it, too. Not thread-safe. */
  final class Arrivals {
    private final DeviceMap before = new DeviceMap();
    private final int metres = judgement.parameter(POLICY, "metres").asInt(DEFAULT_METRES);

    /** Judges some more. */
    List<Said> judge(List<AssetCard> cards) {
      List<Device> fresh = cards.stream().map(Device::of).toList();
      DeviceMap standing = devices.around(fresh, metres);
      List<Said> said = new ArrayList<>();
      for (int i = 0; i < fresh.size(); i++) {
        List<Device.Near> near = near(fresh.get(i), standing);
        if (!near.isEmpty()) {
          said.addAll(judged(cards.get(i), near));
        }
        before.add(fresh.get(i));
      }
      return said;
    }

    private List<Device.Near> near(Device device, DeviceMap standing) {
      double longitude = device.place().longitude();
      double latitude = device.place().latitude();
      List<Device.Near> all = new ArrayList<>(standing.near(longitude, latitude, metres));
      all.addAll(before.near(longitude, latitude, metres));
      // What could be used instead is what matters first.
      all.sort(
          Comparator.comparing(
                  (Device.Near one) ->
                      !one.device().place().shared()
                          || one.device().place().type() != device.place().type())
              .thenComparingDouble(Device.Near::metres));
      Set<String> codes = new HashSet<>(Set.of(device.code()));
      return all.stream().filter(one -> codes.add(one.device().code())).limit(MOST_NEAR).toList();
    }
  }

  Arrivals arrivals() {
    return new Arrivals();
  }

  private List<Said> judged(AssetCard card, List<Device.Near> near) {
    try {
      return judgement.judge(input(card, near)).stream()
          .filter(finding -> finding.warns() || finding.denies())
          .map(finding -> said(card, finding))
          .toList();
    } catch (EvaluationException | IOException e) {
      LOG.warn("device {} could not be judged: {}", card.code(), e.getMessage());
      return List.of(
          new Said(
              card,
              POLICY,
              new Complaint(
                  CardField.CODE,
                  card.code(),
                  "could not be judged: whether a shared device stands near is not known",
                  "未能判定附近是否已有共享终端"),
              false));
    }
  }

  private static Said said(AssetCard card, Finding finding) {
    String field = finding.path().substring(finding.path().lastIndexOf('.') + 1);
    return new Said(
        card,
        finding.policy(),
        new Complaint(
            CardField.headed(field).orElse(CardField.CODE),
            "",
            finding.message(),
            finding.messageZh()),
        finding.denies());
  }

  private JsonNode input(AssetCard card, List<Device.Near> near) throws IOException {
    ObjectNode input = JSON.createObjectNode();
    ObjectNode review = input.putObject("review");
    review
        .put("uid", card.asset().uid())
        .put("operation", "CREATE")
        .put("name", card.code())
        .putObject("kind")
        .put("group", "register.yunzhi.dev")
        .put("version", "v1")
        .put("kind", card.kind().word());
    ObjectNode object = review.putObject("object");
    object.putObject("metadata").put("name", card.code());
    ObjectNode spec = (ObjectNode) JSON.readTree(card.facts().document());
    object.set("spec", spec.put("department", card.facts().department()));
    ObjectNode context = input.putObject("context");
    context.put("now", clock.instant().toString());
    ArrayNode devicesNear = context.putArray("devicesNear");
    for (Device.Near one : near) {
      devicesNear
          .addObject()
          .put("code", one.device().code())
          .put("department", one.device().department())
          .put("kind", one.device().place().type().word())
          .put("shared", one.device().place().shared())
          .put("metres", (int) Math.ceil(one.metres()));
    }
    return input;
  }
}
