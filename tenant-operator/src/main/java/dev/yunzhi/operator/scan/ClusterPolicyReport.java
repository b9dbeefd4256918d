package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;

/** What policies found in objects that are in no namespace. */
@Group(Report.GROUP)
@Version(Report.VERSION)
@JsonDeserialize(using = JsonDeserializer.None.class)
public final class ClusterPolicyReport extends Report {

  private static final String KIND = "ClusterPolicyReport";

  /** Of a report as it is read from the cluster. */
  public ClusterPolicyReport() {
    super(KIND);
  }

  ClusterPolicyReport(ObjectMeta metadata, Summary summary, List<Result> results) {
    super(KIND, metadata, summary, results);
  }
}
