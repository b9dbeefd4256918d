/** The log as C2SP tlog-tiles serves it, its checkpoints, and evidence of single events. */
package dev.yunzhi.controlplane.log;
