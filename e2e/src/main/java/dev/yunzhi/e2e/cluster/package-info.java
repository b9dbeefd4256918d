/**
 * What runs around Yunzhi on one machine: a Kubernetes control plane, a PostgreSQL and other
 * programs, all started by the launcher of {@code local-cluster/} and ended with this JVM, however
 * it ends.
 *
 * <p>With {@code TESTS_IN=containers} in the environment the control plane runs in a container
 * instead, out of the same programs, and PostgreSQL out of the image that {@code
 * YUNZHI_POSTGRES_IMAGE} names, if it names one.
 */
package dev.yunzhi.e2e.cluster;
