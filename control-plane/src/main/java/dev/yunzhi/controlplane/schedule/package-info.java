/** Reports that are made by themselves, at the end of each day, week or month, and kept. */
package dev.yunzhi.controlplane.schedule;
