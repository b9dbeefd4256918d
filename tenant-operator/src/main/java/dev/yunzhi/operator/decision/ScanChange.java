package dev.yunzhi.operator.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.operator.policy.Judgement;
import java.util.Collection;
import java.util.List;

/**
 * What stands against an existing object has changed.
 *
 * @param review as if the object were created as it stands; of one that is gone, who it was
 * @param judgement what stands against it now
 * @param resolved ids of the policies that found something before and do so no more
 */
public record ScanChange(JsonNode review, Judgement judgement, Collection<String> resolved) {

  public ScanChange {
    resolved = List.copyOf(resolved);
  }
}
