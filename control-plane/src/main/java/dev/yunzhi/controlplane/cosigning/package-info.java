/** Asks witnesses to cosign the log's checkpoints (C2SP tlog-witness). */
package dev.yunzhi.controlplane.cosigning;
