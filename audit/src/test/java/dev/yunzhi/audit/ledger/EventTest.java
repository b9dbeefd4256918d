package dev.yunzhi.audit.ledger;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static dev.yunzhi.audit.ledger.Events.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.yunzhi.audit.InvalidFieldException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
  @Test
  void aLeafIsCanonicalJsonWithTheDigestOfTheBody() {
    Event event =
        new Event(
            "sign-in", "home", "a\"1", NOON.plusNanos(1_999), object().put("b", 1).put("a", 2));
    String digest = "d3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772";
    assertThat(new String(Entry.of(event).leaf(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"cluster\":\"home\",\"digest\":\""
                + digest
                + "\",\"id\":\"a\\\"1\",\"stream\":\"sign-in\",\"time\":\"2026-03-01T12:00:00.000001Z\"}");
  }

  @Test
  void theLargestLeafFitsIntoAnEntry() {
    Event event = new Event("s".repeat(40), "\1".repeat(253), "\1".repeat(1024), NOON, object());
    assertThat(Entry.of(event).leaf().length).isLessThanOrEqualTo(65_535);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sign-In", "1st", "a b", "登录"})
  void aStreamHasAPlainName(String stream) {
    assertThatThrownBy(() -> new Event(stream, "home", "x", NOON, object()))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("stream: is \"" + stream + "\"; it must be");
  }

  @Test
  void fieldsOutOfBoundsAreNamed() {
    assertThatThrownBy(() -> new Event("s", "", "x", NOON, object()))
        .hasMessage("cluster: has 0 bytes of UTF-8; it must have 1 to 253");
    assertThatThrownBy(() -> new Event("s", "home", "中".repeat(342), NOON, object()))
        .hasMessage("id: has 1026 bytes of UTF-8; it must have 1 to 1024");
    assertThatThrownBy(() -> new Event("s", "home", "a\0", NOON, object()))
        .hasMessage("id: holds a NUL character, which cannot be stored");
    assertThatThrownBy(() -> new Event("s", "home", "x", Instant.MAX, object()))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("time: is ");
    assertThatThrownBy(
            () -> new Event("s", "home", "x", NOON, JsonNodeFactory.instance.arrayNode()))
        .hasMessage("body: is not a JSON object");
  }
}
