/** What an event of the ledger can be found by. Pure: nothing here knows of a database. */
package dev.yunzhi.audit.search;
