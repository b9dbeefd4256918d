/** What those run who do not want to take our word: they need no cluster and no database. */
package dev.yunzhi.auditor;
