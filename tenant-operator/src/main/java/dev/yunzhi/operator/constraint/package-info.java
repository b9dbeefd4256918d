/**
 * Constraints of Gatekeeper's ConstraintTemplates: those of the cluster, held against what comes
 * into the namespaces of tenants and what is there.
 */
package dev.yunzhi.operator.constraint;
