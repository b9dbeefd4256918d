/** The reports that can be asked for, taking them out, and the manifest of what was taken. */
package dev.yunzhi.controlplane.report;
