package dev.yunzhi.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Department;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepartmentCollectorTest {

  @Test
  void aDepartmentWithABudget() throws IOException {
    assertThat(
            of(
                "budget: {cpu: '20', namespaces: '10'}",
                """
                status:
                  budget: {granted: {requests.cpu: '16'}, allocated: {requests.cpu: '4'}}
                  allocations: {Tenant/health: {uid: u, amounts: {requests.cpu: '4'}}}
                  conditions:
                    - {type: Ready, status: 'True', observedGeneration: 3}
                    - {type: BudgetGranted, status: 'False', observedGeneration: 3}
                """))
        .containsExactlyInAnyOrder(
            "yunzhi_department_info{department=\"huzhou\",title=\"湖州市\",level=\"City\",code=\"330500\",parent=\"zhejiang\",} 1.0",
            "yunzhi_department_ready{department=\"huzhou\",} 1.0",
            "yunzhi_department_halted{department=\"huzhou\",} 0.0",
            "yunzhi_department_tenants{department=\"huzhou\",} 2.0",
            "yunzhi_budget_in_force{department=\"huzhou\",} 0.0",
            "yunzhi_budget_amount{department=\"huzhou\",resource=\"namespaces\",} 10.0",
            "yunzhi_budget_amount{department=\"huzhou\",resource=\"requests.cpu\",} 20.0",
            "yunzhi_budget_granted{department=\"huzhou\",resource=\"requests.cpu\",} 16.0",
            "yunzhi_budget_allocated{department=\"huzhou\",resource=\"requests.cpu\",} 4.0");
  }

  @Test
  void aDepartmentWithoutABudgetSaysNothingOfOne() throws IOException {
    assertThat(of("", "")).noneMatch(line -> line.startsWith("yunzhi_budget"));
  }

  @Test
  void whatIsHaltedFromAboveIsHalted() throws IOException {
    assertThat(
            of("", "status: {conditions: [{type: Halted, status: 'True', observedGeneration: 3}]}"))
        .contains("yunzhi_department_halted{department=\"huzhou\",} 1.0");
  }

  private static List<String> of(String more, String status) throws IOException {
    var department =
        Serialization.unmarshal(
            """
            apiVersion: yunzhi.dev/v1alpha1
            kind: Department
            metadata: {name: huzhou, generation: 3}
            spec:
              displayName: 湖州市
              level: City
              code: "330500"
              parent: zhejiang
              %s
            %s
            """
                .formatted(more, status),
            Department.class);
    var tenants =
        List.of(TenantCollectorTest.tenant("a", "", ""), TenantCollectorTest.tenant("b", "", ""));
    return Exposition.of(new DepartmentCollector(() -> List.of(department), () -> tenants));
  }
}
