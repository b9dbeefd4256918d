/**
 * How alike short Chinese texts are, such as the names of projects: {@link
 * dev.yunzhi.policy.likeness.TextIndex} answers which of many are like one.
 */
package dev.yunzhi.policy.likeness;
