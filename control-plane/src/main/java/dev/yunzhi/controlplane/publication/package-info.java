/**
 * From a Policy object to a bundle: its Rego is checked and tested by the real {@code opa}, built
 * together with the standard policies, signed, kept in PostgreSQL as a revision, and served by
 * OPA's Bundle API.
 */
package dev.yunzhi.controlplane.publication;
