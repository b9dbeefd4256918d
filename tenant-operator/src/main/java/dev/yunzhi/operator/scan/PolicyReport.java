package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;

/** What policies found in one namespace. */
@Group(Report.GROUP)
@Version(Report.VERSION)
@JsonDeserialize(using = JsonDeserializer.None.class)
public final class PolicyReport extends Report implements Namespaced {

  private static final String KIND = "PolicyReport";

  /** Of a report as it is read from the cluster. */
  public PolicyReport() {
    super(KIND);
  }

  PolicyReport(ObjectMeta metadata, Summary summary, List<Result> results) {
    super(KIND, metadata, summary, results);
  }
}
