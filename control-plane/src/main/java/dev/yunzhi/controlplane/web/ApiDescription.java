package dev.yunzhi.controlplane.web;

import dev.yunzhi.controlplane.identity.AccessRule;
import dev.yunzhi.controlplane.identity.AccessTable;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Locale;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * What the OpenAPI document says of every endpoint alike: how one signs in, who may, and what an
 * error looks like. Who may is read from the {@link AccessTable}, so the two cannot differ.
 */
@Component
final class ApiDescription implements GlobalOpenApiCustomizer {
  private static final String PROBLEM = "Problem";

  @Override
  public void customise(OpenAPI api) {
    api.info(
        new Info()
            .title("Yunzhi control-plane")
            .version("v1")
            .description(
                "The record of a shared government cloud: assets, events, evidence, reports, policies."));
    if (api.getComponents() == null) {
      api.components(new Components());
    }
    api.getComponents()
        .addSchemas(PROBLEM, problem())
        .addSecuritySchemes(
            "account",
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("basic")
                .description("A local account."))
        .addSecuritySchemes(
            "token",
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("A token of the cluster, or that of an agent or audit source."));
    for (AccessRule rule : AccessTable.RULES) {
      PathItem path = api.getPaths().get(rule.pattern().getPatternString());
      Operation operation =
          path == null
              ? null
              : path.readOperationsMap().get(PathItem.HttpMethod.valueOf(rule.method()));
      if (operation != null) {
        describe(operation, rule);
      }
    }
  }

  private static void describe(Operation operation, AccessRule rule) {
    if (!rule.isOpen()) {
      operation.description(
          "Needs the permission %s, which %s hold."
              .formatted(rule.permission(), rule.permission().holders()));
      operation.addSecurityItem(new SecurityRequirement().addList("account"));
      operation.addSecurityItem(new SecurityRequirement().addList("token"));
    }
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("What was wrong, and what would be right (RFC 9457).")
                .content(
                    new Content()
                        .addMediaType(
                            org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
    operation.operationId(
        "%s %s"
            .formatted(rule.method(), rule.pattern().getPatternString())
            .toLowerCase(Locale.ROOT));
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .addProperty("type", new StringSchema())
        .addProperty("title", new StringSchema())
        .addProperty("status", new Schema<Integer>().type("integer"))
        .addProperty(
            "detail", new StringSchema().description("What was wrong, and what would be right."))
        .addProperty("field", new StringSchema().description("The parameter or field at fault."))
        .addProperty("instance", new StringSchema());
  }
}
