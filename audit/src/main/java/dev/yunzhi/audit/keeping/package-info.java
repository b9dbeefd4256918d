/** How long bodies are kept, and how: retention, legal hold, removal. Leaves stay for ever. */
package dev.yunzhi.audit.keeping;
