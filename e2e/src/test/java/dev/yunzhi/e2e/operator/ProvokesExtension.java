package dev.yunzhi.e2e.operator;

import static org.awaitility.Awaitility.await;

import dev.yunzhi.e2e.idle.IdleEstate;
import dev.yunzhi.e2e.wholeway.DemonstratedEstate;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks on while a test runs, and holds it to what {@link Provokes} says of it. */
final class ProvokesExtension implements BeforeEachCallback, AfterTestExecutionCallback {

  @Override
  public void beforeEach(ExtensionContext context) {
    store(context).put(Sightings.class, new Sightings(client(context)));
  }

  /** Of the estate that the test's class is given. */
  private static KubernetesClient client(ExtensionContext context) {
    if (isGiven(context, DemonstratedEstate.class)) {
      return DemonstratedEstate.estate(context).client();
    }
    return isGiven(context, IdleEstate.class)
        ? IdleEstate.estate(context).operator().client()
        : OperatorEstateExtension.estate(context).client();
  }

  private static boolean isGiven(ExtensionContext context, Class<?> estate) {
    return AnnotationSupport.findRepeatableAnnotations(
            context.getRequiredTestClass(), ExtendWith.class)
        .stream()
        .flatMap(with -> Arrays.stream(with.value()))
        .anyMatch(estate::equals);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    try (Sightings sightings = store(context).remove(Sightings.class, Sightings.class)) {
      if (context.getExecutionException().isEmpty()) {
        var provoked =
            Set.of(context.getRequiredTestMethod().getAnnotation(Provokes.class).value());
        // Events are written beside, and a watch shows either a moment later.
        await(provoked + " seen")
            .atMost(OperatorEstate.LIMIT)
            .until(sightings::all, seen -> seen.containsAll(provoked));
      }
    }
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(ProvokesExtension.class, context.getUniqueId()));
  }
}
