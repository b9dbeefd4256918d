package dev.yunzhi.controlplane.report;

import dev.yunzhi.audit.report.ReportFormat;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What the OpenAPI document says of reports: out of the reports themselves. */
@Component
final class ReportApiDescription implements GlobalOpenApiCustomizer {
  private static final String PATH = "/api/v1/reports/{report}";

  private static final Map<String, String> MEANING =
      Map.of(
          "asOf", "As it stood then, RFC 3339. Default: now.",
          "from", "Of changes: from then on, RFC 3339.",
          "to", "Of changes: until then, RFC 3339. Default: now.",
          "month", "Of a report of a month: which, yyyy-MM.",
          "department", "That department and those below it.",
          "tenant", "That tenant.",
          "kind", "Things of that kind.");

  private final OfferedReports reports;

  ReportApiDescription(OfferedReports reports) {
    this.reports = reports;
  }

  @Override
  public void customise(OpenAPI api) {
    Operation operation = api.getPaths().get(PATH).getGet();
    List<String> names = reports.all().stream().map(report -> report.model().name()).toList();
    operation.getParameters().stream()
        .filter(parameter -> parameter.getName().equals("report"))
        .forEach(parameter -> parameter.schema(oneOf(names)).description("Which report."));
    TreeSet<String> parameters = new TreeSet<>();
    reports.all().forEach(report -> parameters.addAll(report.parameters()));
    for (String name : parameters) {
      List<String> of =
          reports.all().stream()
              .filter(report -> report.parameters().contains(name))
              .map(report -> report.model().name())
              .toList();
      operation.addParametersItem(
          new Parameter()
              .in("query")
              .name(name)
              .schema(new StringSchema())
              .description(
                  "%s Of %s."
                      .formatted(MEANING.getOrDefault(name, name + "."), String.join(", ", of))));
    }
    List<String> formats =
        Arrays.stream(ReportFormat.values()).map(ReportFormat::extension).toList();
    operation.addParametersItem(
        new Parameter()
            .in("query")
            .name("format")
            .schema(oneOf(formats))
            .description("Default: csv."));
    Content content = new Content();
    for (ReportFormat format : ReportFormat.values()) {
      content.addMediaType(
          format.mediaType(), new MediaType().schema(new StringSchema().format("binary")));
    }
    operation
        .getResponses()
        .addApiResponse(
            "200",
            new ApiResponse()
                .description(
                    "The report. A connection that is cut before its end has given out a part.")
                .addHeaderObject(
                    "Yunzhi-Manifest",
                    new Header()
                        .description(
                            "Where its manifest is to be had, once it has come to its end.")
                        .schema(new StringSchema()))
                .content(content));
  }

  private static StringSchema oneOf(List<String> words) {
    StringSchema schema = new StringSchema();
    schema.setEnum(words);
    return schema;
  }
}
