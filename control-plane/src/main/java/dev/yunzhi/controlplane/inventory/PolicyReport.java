package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;

/**
 * What policies found in one namespace, as the operator's scan writes it (<a
 * href="https://github.com/kubernetes-sigs/wg-policy-prototypes">wgpolicyk8s.io/v1alpha2</a>).
 */
@Group("wgpolicyk8s.io")
@Version("v1alpha2")
@JsonIgnoreProperties(ignoreUnknown = true)
public final class PolicyReport extends CustomResource<Void, Void>
    implements Namespaced, FoundByPolicies.Report {
  private List<FoundByPolicies.Result> results;

  @Override
  public List<FoundByPolicies.Result> getResults() {
    return results;
  }

  public void setResults(List<FoundByPolicies.Result> results) {
    this.results = results;
  }
}
