package dev.yunzhi.e2e.shared;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Ends a {@link SharedEstates shared estate} once the last class that has its lock is done. */
public final class LastClassListener implements TestExecutionListener {
  private final Map<String, Integer> left = new ConcurrentHashMap<>();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    plan.accept(
        new TestPlan.Visitor() {
          @Override
          public void visit(TestIdentifier identifier) {
            locks(identifier).forEach(lock -> left.merge(lock, 1, Integer::sum));
          }
        });
  }

  @Override
  public void executionSkipped(TestIdentifier identifier, String reason) {
    locks(identifier).forEach(this::done);
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    locks(identifier).forEach(this::done);
  }

  private void done(String lock) {
    if (left.merge(lock, -1, Integer::sum) > 0) {
      return;
    }
    try {
      SharedEstates.end(lock);
    } catch (Exception e) {
      // JUnit logs what a listener throws, and goes on.
      throw new IllegalStateException("the " + lock + " cannot be ended", e);
    }
  }

  private static List<String> locks(TestIdentifier identifier) {
    return identifier
        .getSource()
        .filter(ClassSource.class::isInstance)
        .map(ClassSource.class::cast)
        .map(
            source ->
                AnnotationSupport.findRepeatableAnnotations(
                    source.getJavaClass(), ResourceLock.class))
        .orElse(List.of())
        .stream()
        .map(ResourceLock::value)
        .toList();
  }
}
