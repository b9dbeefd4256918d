package dev.yunzhi.e2e.operator;

import static org.awaitility.Awaitility.await;

import java.util.Set;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Looks on while a test runs, and holds it to what {@link Provokes} says of it. */
final class ProvokesExtension implements BeforeEachCallback, AfterTestExecutionCallback {

  @Override
  public void beforeEach(ExtensionContext context) {
    var client = OperatorEstateExtension.estate(context).client();
    store(context).put(Sightings.class, new Sightings(client));
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
