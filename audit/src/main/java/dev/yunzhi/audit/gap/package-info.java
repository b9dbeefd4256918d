/** Audit events that an API server lost: noticed by its counters, recorded as gaps. */
package dev.yunzhi.audit.gap;
