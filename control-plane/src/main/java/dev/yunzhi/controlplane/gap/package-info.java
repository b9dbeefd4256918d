/** Reads the counters of the cluster's API servers, by which they tell what they lost. */
package dev.yunzhi.controlplane.gap;
