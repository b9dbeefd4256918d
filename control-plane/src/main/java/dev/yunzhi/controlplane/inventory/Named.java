package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Subject;
import dev.yunzhi.api.v1alpha1.SubjectKind;
import java.util.Collection;
import java.util.List;

/** Whether somebody is among the subjects that an object names. */
final class Named {
  private Named() {}

  /**
   * @param subjects null is none
   */
  static boolean among(List<Subject> subjects, String user, Collection<String> groups) {
    return subjects != null
        && subjects.stream()
            .anyMatch(
                subject ->
                    subject.kind() == SubjectKind.USER
                        ? subject.name().equals(user)
                        : groups.contains(subject.name()));
  }
}
