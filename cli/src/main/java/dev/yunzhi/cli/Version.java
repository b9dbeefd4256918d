package dev.yunzhi.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = YunzhiCommand.class.getPackage().getImplementationVersion();
    return new String[] {"yunzhi " + (version == null ? "(unpackaged)" : version)};
  }
}
