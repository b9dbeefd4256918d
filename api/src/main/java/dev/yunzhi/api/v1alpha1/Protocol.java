package dev.yunzhi.api.v1alpha1;

/** Transport protocols of network policies. */
public enum Protocol {
  TCP,
  UDP,
  SCTP
}
