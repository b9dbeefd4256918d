/**
 * Policies in the format of <a
 * href="https://open-policy-agent.github.io/gatekeeper/website/docs/">Gatekeeper</a>:
 * ConstraintTemplates, whose Rego joins the bundle, and constraints, which say where it holds and
 * with which parameters.
 */
package dev.yunzhi.policy.gatekeeper;
