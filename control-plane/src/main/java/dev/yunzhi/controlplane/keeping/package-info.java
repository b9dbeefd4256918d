/** How long bodies are kept: the passes of retention, legal holds, removals. */
package dev.yunzhi.controlplane.keeping;
