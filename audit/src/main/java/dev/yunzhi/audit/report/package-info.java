/** The auditor's reports of the estate, streamed. */
package dev.yunzhi.audit.report;
