/** PostgreSQL: the tables, transactions, bulk writing and streamed reading. */
package dev.yunzhi.audit.store;
