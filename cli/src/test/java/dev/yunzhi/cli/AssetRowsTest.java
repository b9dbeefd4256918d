package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class AssetRowsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aChangeNamesItsColumnsAndWhereItWent() throws Exception {
    assertThat(
            AssetRows.change(
                JSON.readTree(
                    """
                    {"change": "changed", "kind": "Deployment", "namespace": "shop", "name": "web",
                     "columns": ["department", "state"],
                     "before": {"department": "tax", "validFrom": "2026-01-01T00:00:00Z", "leaf": 1},
                     "after": {"department": "land", "validFrom": "2026-02-01T00:00:00Z", "leaf": 9}}
                    """)))
        .containsExactly(
            "changed",
            "Deployment",
            "shop/web",
            "tax to land",
            "department, state",
            "2026-02-01T00:00:00Z",
            "9");
  }

  @Test
  void whatLeftOrIsGoneHasEmptyCells() throws Exception {
    assertThat(
            AssetRows.change(
                JSON.readTree(
                    """
                    {"change": "left", "kind": "Node", "namespace": "", "name": "n1", "columns": [],
                     "before": {"department": "tax", "validFrom": "2026-01-01T00:00:00Z", "leaf": 1},
                     "after": null}
                    """)))
        .containsExactly("left", "Node", "n1", "tax", "", "2026-01-01T00:00:00Z", "1");
    assertThat(
            AssetRows.version(
                JSON.readTree(
                    """
                    {"gone": true, "facts": null, "department": null, "tenant": null, "leaf": 3,
                     "validFrom": "2026-02-01T00:00:00Z", "validTo": null,
                     "learnedAt": "2026-02-01T00:00:01Z"}
                    """)))
        .containsExactly("2026-02-01T00:00:00Z", "", "2026-02-01T00:00:01Z", "", "", "gone", "3");
  }
}
