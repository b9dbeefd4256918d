/**
 * Reports: what they look like, and how they are written in each format. A kind of report is a
 * {@link dev.yunzhi.audit.report.ReportModel} with a source of {@link
 * dev.yunzhi.audit.report.ReportRows}; {@link dev.yunzhi.audit.report.Report} writes it.
 */
package dev.yunzhi.audit.report;
