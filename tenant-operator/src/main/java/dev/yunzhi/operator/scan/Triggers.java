package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.DesiredNamespace;
import dev.yunzhi.operator.policy.Overlay;
import dev.yunzhi.operator.scan.Pending.Change;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * What has objects judged anew that have not changed themselves: a change of what their context is
 * made of. Whose host an Ingress holds is left to the next full run.
 */
final class Triggers {

  private final Informers informers;
  private final Pending pending;

  private Triggers(Informers informers, Pending pending) {
    this.informers = informers;
    this.pending = pending;
  }

  /** Has the work put down from now on. */
  static void subscribe(Informers informers, Pending pending) {
    var triggers = new Triggers(informers, pending);
    triggers.on(
        Namespace.class,
        (before, after) ->
            !Objects.equals(before.getMetadata().getLabels(), after.getMetadata().getLabels()),
        namespace -> pending.namespace(namespace.getMetadata().getName()));
    triggers.on(NetworkPolicy.class, InformedEvents::specChanged, triggers::itsNamespace);
    triggers.on(PolicyException.class, InformedEvents::specChanged, triggers::itsNamespace);
    triggers.on(Tenant.class, InformedEvents::specChanged, triggers::ofTenant);
    triggers.on(
        Project.class,
        InformedEvents::specChanged,
        project ->
            informers
                .of(Tenant.class)
                .by(Informers.BY_PROJECT, project.getMetadata().getName())
                .forEach(triggers::withTenant));
    triggers.on(
        Cloud.class, InformedEvents::specChanged, cloud -> pending.kind(ScannedKind.TENANT));
    triggers.on(
        Policy.class,
        (before, after) ->
            InformedEvents.specChanged(before, after)
                || PreviewRuns.isChecked(before) != PreviewRuns.isChecked(after),
        triggers::itsPreview);
    triggers.on(Department.class, InformedEvents::specChanged, department -> pending.everything());
    triggers.on(
        Agreement.class,
        InformedEvents::specChanged,
        agreement -> pending.kind(ScannedKind.NETWORK_POLICY));
  }

  private void itsNamespace(HasMetadata object) {
    pending.namespace(object.getMetadata().getNamespace());
  }

  private void itsPreview(Policy policy) {
    if (Overlay.isPreview(policy)) {
      pending.previews();
    }
  }

  /** The Tenant itself is watched for its own changes. */
  private void withTenant(Tenant tenant) {
    pending.changed(
        new Change(
            new ServedKind(ScannedKind.TENANT, Yunzhi.VERSION),
            "",
            tenant.getMetadata().getName()));
    ofTenant(tenant);
  }

  private void ofTenant(Tenant tenant) {
    String name = tenant.getMetadata().getName();
    tenant
        .getSpec()
        .namespaces()
        .forEach(n -> pending.namespace(DesiredNamespace.nameFor(name, n.name())));
  }

  private <T extends HasMetadata> void on(
      Class<T> kind, BiPredicate<T, T> matters, Consumer<T> work) {
    informers
        .of(kind)
        .subscribe(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(T object) {
                work.accept(object);
              }

              @Override
              public void onUpdate(T before, T after) {
                if (matters.test(before, after)) {
                  work.accept(after);
                }
              }

              @Override
              public void onDelete(T object, boolean unknown) {
                work.accept(object);
              }
            });
  }
}
