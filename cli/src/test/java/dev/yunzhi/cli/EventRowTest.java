package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRowTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"verb\":\"get\",\"user\":{\"username\":\"li\"},\"impersonatedUser\":{\"username\":\"wu\"},\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"a\",\"name\":\"b\"},\"responseStatus\":{\"code\":403}}|li as wu,get,pods a/b,403",
        "{\"requested_by\":\"li\",\"input\":{\"kind\":\"Tenant\",\"namespace\":\"\",\"name\":\"t\",\"operation\":\"CREATE\"},\"result\":[{\"policy\":\"GOV_001\",\"effect\":\"Deny\"}]}|li,create,Tenant t,GOV_001 Deny",
        "{\"requested_by\":\"li\",\"input\":{\"kind\":\"Pod\",\"namespace\":\"a\",\"name\":\"b\",\"operation\":\"CREATE\"},\"result\":[{\"policy\":\"S_1\",\"effect\":\"Deny\"},{\"policy\":\"S_1\",\"effect\":\"Deny\"},{\"policy\":\"S_2\",\"effect\":\"Warn\"}]}|li,create,Pod a/b,S_1 Deny, S_2 Warn",
        "{\"user\":\"audit\",\"method\":\"basic\",\"outcome\":\"accepted\"}|audit,basic,-,accepted",
        "{\"asset\":{\"kind\":\"Service\",\"namespace\":\"a\",\"name\":\"b\"}}|-,-,Service a/b,-",
        "{\"action\":\"events-lost\",\"from\":\"2026-11-26T07:55:30Z\",\"until\":\"2026-11-26T08:01:00Z\",\"events\":{\"webhook\":37}}|-,events-lost,2026-11-26T07:55:30Z/2026-11-26T08:01:00Z,-",
        "null|-,-,-,body removed",
      })
  void tellsWhoDidWhat(String event, String cells) throws Exception {
    var item =
        new ObjectMapper()
            .readTree(
                "{\"index\":7,\"time\":\"t\",\"stream\":\"s\",\"event\":%s}".formatted(event));
    assertThat(EventRow.of(item)).hasSameSizeAs(EventRow.HEAD);
    assertThat(String.join(",", EventRow.of(item)))
        .isEqualTo("7,t,s," + cells.replaceAll("(?<![^,])-(?![^,])", ""));
  }
}
