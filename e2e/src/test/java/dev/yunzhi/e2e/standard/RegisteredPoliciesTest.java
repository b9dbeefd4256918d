package dev.yunzhi.e2e.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.wholeway.OnDemonstratedEstate;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each standard policy about what comes into the register is brought about on a real estate, by the
 * bundle that its control-plane publishes.
 */
@OnDemonstratedEstate
class RegisteredPoliciesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<RegisteredTrial> trials() throws IOException {
    return RegisteredTrial.all();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void tellsWhatItIsThereFor(RegisteredTrial trial, Estate estate) throws IOException {
    assertThat(register(estate, trial.standing())).isNotNull();
    assertThat(register(estate, trial.passes()).findValuesAsText("policy"))
        .doesNotContain(trial.policy());
    JsonNode caught = register(estate, trial.caught());
    assertThat(caught.findValuesAsText("policy")).contains(trial.policy());
    assertThat(trial.says())
        .isNotEmpty()
        .allSatisfy(text -> assertThat(told(caught)).contains(text));
  }

  private static String told(JsonNode lines) {
    return String.join("\n", lines.findValuesAsText("problem"))
        + String.join("\n", lines.findValuesAsText("problemZh"));
  }

  /** All that is said of one row; it must be taken in all the same. */
  private static JsonNode register(Estate estate, String row) throws IOException {
    HttpResponse<String> answer =
        estate
            .api("system")
            .post(
                "/api/v1/register/imports",
                "text/csv",
                RegisteredTrial.HEADINGS + "\n" + row + "\n");
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return JSON.readTree("[" + answer.body().strip().replace("\n", ",") + "]");
  }
}
