package dev.yunzhi.controlplane.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * What the OpenAPI document says of parameters. Handlers read their queries themselves, so that a
 * misspelt filter is refused; what there is to be given is listed in {@code parameters.yaml}.
 */
@Component
final class ParameterDescription implements GlobalOpenApiCustomizer {
  private static final String FILE = "parameters.yaml";

  /** At the end of the name of what must be given. */
  private static final String REQUIRED = "!";

  private final Listed listed = read();

  /**
   * The file.
   *
   * @param path meanings of what stands in paths, by name
   * @param header meanings of headers, by name
   * @param query meanings of what stands in queries, by endpoint and name
   */
  record Listed(
      Map<String, String> path,
      Map<String, String> header,
      Map<String, Map<String, String>> query) {}

  private static Listed read() {
    try (InputStream in = ParameterDescription.class.getResourceAsStream(FILE)) {
      return new ObjectMapper(new YAMLFactory()).readValue(in, Listed.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + FILE, e);
    }
  }

  @Override
  public void customise(OpenAPI api) {
    api.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .map(Operation::getParameters)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .forEach(this::describe);
    listed.query().forEach((endpoint, parameters) -> describe(api, endpoint, parameters));
  }

  private void describe(Parameter parameter) {
    switch (parameter.getIn()) {
      case "path" -> parameter.description(listed.path().get(parameter.getName()));
      case "header" -> parameter.description(listed.header().get(parameter.getName()));
      default -> {}
    }
  }

  private static void describe(OpenAPI api, String endpoint, Map<String, String> parameters) {
    String[] method = endpoint.split(" ", 2);
    Operation operation =
        api.getPaths()
            .get(method[1])
            .readOperationsMap()
            .get(PathItem.HttpMethod.valueOf(method[0]));
    parameters.forEach(
        (name, meaning) -> {
          boolean required = name.endsWith(REQUIRED);
          operation.addParametersItem(
              new Parameter()
                  .in("query")
                  .name(required ? name.substring(0, name.length() - 1) : name)
                  .required(required)
                  .schema(new StringSchema())
                  .description(meaning));
        });
  }
}
