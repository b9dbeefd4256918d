/**
 * The custom resources of Yunzhi. Specs and statuses are immutable records, so they are safe to
 * share between threads; any component may be null unless it is {@link
 * io.fabric8.generator.annotation.Required}. The CRDs in {@code helm/yunzhi/crds} are generated
 * from these types.
 */
package dev.yunzhi.api.v1alpha1;
