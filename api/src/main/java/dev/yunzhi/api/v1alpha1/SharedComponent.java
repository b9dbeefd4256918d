package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A common component in the catalogue that departments build on instead of building it again. */
@JsonClassDescription(
    "A common component in the catalogue: who provides it, what it does, how it is used, and how much it is. A tenant uses it by a ComponentSubscription.")
@ValidationRule(
    value = "!has(self.spec.successor) || self.spec.successor != self.metadata.name",
    message = "spec.successor: a component is not its own successor")
@ValidationRule(
    value =
        "self.spec.lifecycle != 'Withdrawn' || oldSelf.spec.lifecycle == 'Withdrawn' ||"
            + " (has(self.status) && has(self.status.subscriptions) &&"
            + " self.status.subscriptions == 0)",
    message =
        "spec.lifecycle: there are subscriptions to it; set Deprecated with a successor, and withdraw it when status.subscriptions is 0")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("sharedcomponents")
@ShortNames("comp")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.displayName")
@AdditionalPrinterColumn(name = "Category", jsonPath = ".spec.category")
@AdditionalPrinterColumn(name = "Provider", jsonPath = ".spec.provider")
@AdditionalPrinterColumn(
    name = "Protection",
    jsonPath = ".spec.protectionLevel",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Lifecycle", jsonPath = ".spec.lifecycle")
@AdditionalPrinterColumn(
    name = "Departments",
    jsonPath = ".status.departments",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Tenants",
    jsonPath = ".status.tenants",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Available",
    jsonPath = ".status.conditions[?(@.type==\"Available\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Available\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class SharedComponent
    extends YunzhiResource<SharedComponentSpec, SharedComponentStatus> {

  /**
   * Whether each of some words occurs in its name, its titles, its category, its function or its
   * description, in whatever case.
   *
   * @param words with spaces between them; blank occurs in each component
   */
  public boolean mentions(String words) {
    SharedComponentSpec its = getSpec();
    String text =
        Stream.of(
                getMetadata().getName(),
                its.displayName(),
                its.displayNameEn(),
                its.category(),
                its.function(),
                its.description())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n"))
            .toLowerCase(Locale.ROOT);
    return Stream.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
        .allMatch(text::contains);
  }
}
