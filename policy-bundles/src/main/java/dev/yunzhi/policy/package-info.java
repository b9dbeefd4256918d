/**
 * The policy engine: loads a bundle of Rego policies that was compiled to WebAssembly and evaluates
 * it in-process.
 *
 * <p>{@link dev.yunzhi.policy.PolicyBundle} is what is loaded, {@link
 * dev.yunzhi.policy.PolicyEngine} evaluates it, {@link dev.yunzhi.policy.Finding} is what it
 * answers, {@link dev.yunzhi.policy.PolicyDescription} is what it says about itself.
 */
package dev.yunzhi.policy;
