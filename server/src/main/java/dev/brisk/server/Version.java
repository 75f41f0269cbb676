package dev.brisk.server;

/** Which build this is. */
final class Version {
  private Version() {}

  /**
   * The module's version, written into it by the build; {@code dev} where it runs from class files.
   */
  static String text() {
    var descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? "dev" : descriptor.rawVersion().orElse("dev");
  }
}
