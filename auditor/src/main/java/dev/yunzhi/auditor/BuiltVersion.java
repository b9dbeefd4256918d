package dev.yunzhi.auditor;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class BuiltVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = BuiltVersion.class.getPackage().getImplementationVersion();
    return new String[] {"yunzhi-verify " + (version == null ? "(unpackaged)" : version)};
  }
}
