package dev.yunzhi.controlplane.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static ObjectNode redacted(String json) throws JsonProcessingException {
    ObjectNode event = (ObjectNode) new ObjectMapper().readTree(json);
    Redaction.auditEvent(event);
    return event;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A Secret, a list of Secrets, and lists in lists.
        """
        {"objectRef":{"resource":"secrets"},
         "requestObject":{"kind":"Secret","data":{"k":"HIDDEN"},"stringData":{"s":"HIDDEN"}}}""",
        """
        {"objectRef":{"resource":"secrets"},
         "responseObject":{"kind":"SecretList","items":[{"kind":"Secret","data":{"k":"HIDDEN"}}]}}""",
        // An API server gives the items of a list no kind of their own.
        """
        {"objectRef":{"resource":"secrets"},
         "responseObject":{"kind":"SecretList","items":[{"metadata":{"name":"a"},"data":{"k":"HIDDEN"}}]}}""",
        """
        {"responseObject":{"kind":"List","items":[{"kind":"List","items":[
          {"kind":"Secret","data":{"k":"HIDDEN"}}]}]}}""",
        """
        {"objectRef":{"resource":"secrets"},"requestObject":{"kind":"Secret","metadata":{"annotations":
          {"kubectl.kubernetes.io/last-applied-configuration":"{data: HIDDEN}"}}}}""",
        // Patches of Secrets have no kind.
        """
        {"objectRef":{"resource":"secrets"},"requestObject":{"data":{"k":"HIDDEN"}}}""",
        """
        {"objectRef":{"resource":"secrets"},
         "requestObject":[{"op":"add","path":"/data/k","value":"HIDDEN"}]}""",
        // Tokens.
        """
        {"objectRef":{"resource":"serviceaccounts","subresource":"token"},
         "responseObject":{"kind":"TokenRequest","status":{"token":"HIDDEN"}}}""",
        """
        {"objectRef":{"resource":"tokenreviews"},
         "requestObject":{"kind":"TokenReview","spec":{"token":"HIDDEN"}}}""",
        // Wherever people put passwords.
        """
        {"requestObject":{"kind":"Pod","spec":{"containers":[
          {"env":[{"name":"DB_PASSWORD","value":"HIDDEN"}]}]}}}""",
        """
        {"requestObject":{"kind":"Pod","spec":{"containers":[{"livenessProbe":{"httpGet":
          {"httpHeaders":[{"name":"Authorization","value":"HIDDEN"}]}}}]}}}""",
        """
        {"requestObject":{"kind":"Thing","spec":{"clientSecret":"HIDDEN","bearerToken":"HIDDEN"}}}"""
      })
  void takesOutWhatIsSecret(String json) throws JsonProcessingException {
    assertThat(json).contains("HIDDEN");
    assertThat(redacted(json).toString()).doesNotContain("HIDDEN").contains(Redaction.MARK);
  }

  @Test
  void leavesTheRestAsItIs() throws JsonProcessingException {
    String json =
        """
        {"user":{"username":"zhang"},"impersonatedUser":{"username":"wu"},
         "requestObject":{"kind":"Deployment","metadata":{"name":"app"},"spec":{"replicas":2,
         "template":{"spec":{"automountServiceAccountToken":false,"containers":[
         {"name":"app","image":"a:1","env":[{"name":"LEVEL","value":"info"}],
          "envFrom":[{"secretRef":{"name":"tokens"}}]}]}}}}}""";
    ObjectNode before = (ObjectNode) new ObjectMapper().readTree(json);
    assertThat(redacted(json)).isEqualTo(before);
  }

  @Test
  void keepsTheKeysOfASecret() throws JsonProcessingException {
    assertThat(
            redacted(
                    """
                    {"requestObject":{"kind":"Secret","data":{"password.txt":"aGk="}}}""")
                .at("/requestObject/data/password.txt")
                .asText())
        .isEqualTo(Redaction.MARK);
  }
}
