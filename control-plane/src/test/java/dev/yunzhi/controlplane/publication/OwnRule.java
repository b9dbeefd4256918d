package dev.yunzhi.controlplane.publication;

/** A rule as a security team would write one. */
final class OwnRule {
  static final String REGO =
      """
      # METADATA
      # title: No Pod is called forbidden
      # description: Pods by a name that the tests chose.
      # custom:
      #   id: SEC-901
      #   titleZh: 禁止的名称
      #   descriptionZh: 名称由测试选定的 Pod。
      #   remedy: Choose another name.
      #   remedyZh: 换一个名称。
      #   effect: Deny
      #   kinds: [Pod]
      #   clauses: []
      package yunzhi.policies.sec_901

      about := rego.metadata.chain()[1].annotations

      findings contains finding if {
      	input.review.object.metadata.name == "forbidden"
      	finding := {
      		"path": "$.metadata.name",
      		"message": "this name is forbidden",
      		"messageZh": "该名称不允许使用",
      	}
      }
      """;

  static final String TESTS =
      """
      package yunzhi.policies.sec_901_test

      import data.yunzhi.policies.sec_901 as policy

      test_forbidden if {
      	count(policy.findings) == 1 with input.review.object.metadata.name as "forbidden"
      }

      test_allowed if {
      	count(policy.findings) == 0 with input.review.object.metadata.name as "other"
      }
      """;

  private OwnRule() {}
}
