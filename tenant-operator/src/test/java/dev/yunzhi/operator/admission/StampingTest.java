package dev.yunzhi.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.yunzhi.api.v1alpha1.Environment;
import dev.yunzhi.api.v1alpha1.Reclaim;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.EnvironmentDefaults;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StampingTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

  private final Stamping stamping =
      new Stamping(
          new OneRequest(),
          new Tiers(Map.of()),
          new RequestDefaults(
              Map.of(Environment.DEVELOPMENT, new EnvironmentDefaults(90, Reclaim.DELETE)), NOON),
          NOON);

  @Test
  void whoCreatesARequestIsItsRequesterWhateverWasSent() throws Exception {
    assertThat(
            patch(
                "CREATE",
                "TenantRequest",
                "{\"spec\":{\"project\":\"p\",\"requesters\":[\"mallory\"]}}",
                "null"))
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/spec/requesters\",\"value\":[\"zhang\"]}]");
  }

  @Test
  void whoChangesARequestJoinsItsRequesters() throws Exception {
    assertThat(
            patch(
                "UPDATE",
                "TenantRequest",
                "{\"spec\":{\"project\":\"q\"}}",
                "{\"spec\":{\"project\":\"p\",\"requesters\":[\"li\"]}}"))
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/spec/requesters\",\"value\":[\"li\",\"zhang\"]}]");
  }

  @Test
  void whoLeavesTheSpecAloneDoesNotJoinAndCannotTakeOthersOut() throws Exception {
    assertThat(
            patch(
                "UPDATE",
                "TenantRequest",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"project\":\"p\"}}",
                "{\"spec\":{\"project\":\"p\",\"requesters\":[\"li\"]}}"))
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/spec/requesters\",\"value\":[\"li\"]}]");
  }

  @Test
  void whoWritesAProjectIsKnownWithTheGenerationThatTheyWroteFirst() throws Exception {
    assertThat(patch("CREATE", "Project", "{\"spec\":{\"displayName\":\"p\"}}", "null"))
        .isEqualTo(
            "[{\"op\":\"add\",\"path\":\"/spec/writers\",\"value\":[{\"name\":\"zhang\",\"generation\":1}]}]");
    String before =
        "{\"metadata\":{\"generation\":7},\"spec\":{\"displayName\":\"p\",\"writers\":[{\"name\":\"li\",\"generation\":1}]}}";
    assertThat(patch("UPDATE", "Project", "{\"spec\":{\"displayName\":\"q\"}}", before))
        .endsWith("{\"name\":\"li\",\"generation\":1},{\"name\":\"zhang\",\"generation\":8}]}]");
    assertThat(patch("UPDATE", "Project", "{\"spec\":{\"displayName\":\"p\"}}", before))
        .endsWith("\"value\":[{\"name\":\"li\",\"generation\":1}]}]");
  }

  @Test
  void whatIsLeftOpenComesFromTheEnvironment() throws Exception {
    assertThat(
            stamped(
                "CREATE",
                "{\"spec\":{\"environment\":\"Development\",\"startsAt\":\"2026-12-01T00:00:00+08:00\"}}",
                "null"))
        .contains("\"/spec/expiresAt\",\"value\":\"2027-02-28T16:00:00Z\"")
        .contains("\"/spec/reclaim\",\"value\":\"Delete\"");
    assertThat(stamped("CREATE", "{\"spec\":{\"environment\":\"Development\"}}", "null"))
        .contains("\"value\":\"2027-02-23T12:00:00Z\"");
  }

  @Test
  void whatWasFilledInOnceStays() throws Exception {
    assertThat(
            stamped(
                "UPDATE",
                "{\"spec\":{\"environment\":\"Development\"}}",
                "{\"spec\":{\"environment\":\"Development\",\"expiresAt\":\"2027-01-01T00:00:00Z\",\"reclaim\":\"Retain\"}}"))
        .contains("\"value\":\"2027-01-01T00:00:00Z\"")
        .contains("\"value\":\"Retain\"");
  }

  @Test
  void whatIsSaidOrBelongsToNoEnvironmentOrToAChangeIsLeftAlone() throws Exception {
    assertThat(
            stamped(
                "CREATE",
                "{\"spec\":{\"environment\":\"Development\",\"startsAt\":\"soon\",\"reclaim\":\"Retain\"}}",
                "null"))
        .doesNotContain("expiresAt", "reclaim");
    assertThat(stamped("CREATE", "{\"spec\":{\"environment\":\"Production\"}}", "null"))
        .doesNotContain("expiresAt", "reclaim");
    assertThat(
            stamped(
                "CREATE",
                "{\"spec\":{\"type\":\"Change\",\"environment\":\"Development\"}}",
                "null"))
        .doesNotContain("expiresAt", "reclaim");
  }

  private String stamped(String operation, String object, String oldObject) throws Exception {
    return patch(operation, "TenantRequest", object, oldObject);
  }

  @Test
  void anApprovalIsBoundToWhoDecidedWhenAndOnWhat() throws Exception {
    assertThat(
            patch(
                "CREATE",
                "Approval",
                "{\"spec\":{\"request\":\"shop\",\"decidedBy\":\"mallory\",\"requestUid\":\"x\"}}",
                "null"))
        .isEqualTo(
            "[{\"op\":\"add\",\"path\":\"/spec/decidedBy\",\"value\":\"zhang\"},"
                + "{\"op\":\"add\",\"path\":\"/spec/decidedAt\",\"value\":\"2026-11-25T12:00:00Z\"},"
                + "{\"op\":\"add\",\"path\":\"/spec/requestUid\",\"value\":\"uid-of-shop\"},"
                + "{\"op\":\"add\",\"path\":\"/spec/requestGeneration\",\"value\":7}]");
  }

  @Test
  void aGenerationThatTheApproverNamedIsLeftForValidationToCheck() throws Exception {
    assertThat(
            patch(
                "CREATE",
                "Approval",
                "{\"spec\":{\"request\":\"shop\",\"requestGeneration\":6}}",
                "null"))
        .doesNotContain("requestGeneration");
  }

  @Test
  void theStampOfAnApprovalNeverChanges() throws Exception {
    assertThat(
            patch(
                "UPDATE",
                "Approval",
                "{\"spec\":{\"request\":\"shop\",\"decidedBy\":\"zhang\",\"decidedAt\":\"now\"}}",
                "{\"spec\":{\"request\":\"shop\",\"decidedBy\":\"li\"}}"))
        .isEqualTo(
            "[{\"op\":\"add\",\"path\":\"/spec/decidedBy\",\"value\":\"li\"},"
                + "{\"op\":\"remove\",\"path\":\"/spec/decidedAt\"}]");
  }

  @Test
  void whoMakesAnExceptionAsksForItWhoeverTouchesItLater() throws Exception {
    assertThat(
            patch(
                "CREATE",
                "PolicyException",
                "{\"spec\":{\"reason\":\"a\",\"requestedBy\":\"li\"}}",
                "null"))
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/spec/requestedBy\",\"value\":\"zhang\"}]");
    assertThat(
            patch(
                "UPDATE",
                "PolicyException",
                "{\"spec\":{\"reason\":\"b\",\"requestedBy\":\"nobody\"}}",
                "{\"spec\":{\"reason\":\"a\",\"requestedBy\":\"li\"}}"))
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/spec/requestedBy\",\"value\":\"li\"}]");
  }

  @Test
  void whoWritesAnAgreementSignsIt() throws Exception {
    assertThat(
            patch(
                "CREATE",
                "Agreement",
                "{\"spec\":{\"purpose\":\"a\",\"signedBy\":\"mallory\"}}",
                "null"))
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/spec/signedBy\",\"value\":\"zhang\"}]");
    assertThat(
            patch(
                "UPDATE",
                "Agreement",
                "{\"spec\":{\"purpose\":\"a\",\"signedBy\":\"mallory\"}}",
                "{\"spec\":{\"purpose\":\"a\",\"signedBy\":\"li\"}}"))
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/spec/signedBy\",\"value\":\"li\"}]");
  }

  private String patch(String operation, String kind, String object, String oldObject)
      throws Exception {
    ArrayNode patch = stamping.review(Reviews.request(operation, kind, object, oldObject)).patch();
    return new ObjectMapper().writeValueAsString(patch);
  }

  /** Knows the request {@code shop} alone. */
  private static final class OneRequest implements Reader {
    @Override
    public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
      if (!name.equals("shop")) {
        return null;
      }
      var request = new TenantRequest();
      request.setMetadata(
          new ObjectMetaBuilder().withName(name).withUid("uid-of-shop").withGeneration(7L).build());
      return kind.cast(request);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
      return List.of();
    }
  }
}
