package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.ComponentLifecycle;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.operator.cluster.Reader;
import java.util.Comparator;

/** The common components that do what the project of a request would build. */
public final class LikeComponents {

  /**
   * Puts {@code likeComponents}: what the catalogue offers for the function of the project, by
   * name; empty where the project names no function.
   *
   * @param project of the context; nothing is put where it is null
   */
  static void put(ObjectNode context, Project project, Reader reader) {
    if (project == null) {
      return;
    }
    ArrayNode like = context.putArray("likeComponents");
    if (project.getSpec().function() == null) {
      return;
    }
    reader.list(SharedComponent.class, null).stream()
        .filter(component -> does(component, project))
        .sorted(Comparator.comparing(component -> component.getMetadata().getName()))
        .forEach(
            component ->
                like.addObject()
                    .put("name", component.getMetadata().getName())
                    .put("displayName", component.getSpec().displayName())
                    .put("provider", component.getSpec().provider()));
  }

  /**
   * Whether a component is offered that does what a project is for. The project of the department
   * that provides it is how it came to be.
   */
  public static boolean does(SharedComponent component, Project project) {
    var offer = component.getSpec();
    return offer.lifecycle() == ComponentLifecycle.OFFERED
        && offer.function() != null
        && offer.function().equals(project.getSpec().function())
        && !offer.provider().equals(project.getSpec().department());
  }

  private LikeComponents() {}
}
