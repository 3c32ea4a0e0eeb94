// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What the meaning of a configuration depends on besides its text.
 *
 * @param configId what {@code @ID} at the beginning of a line is compared with, and what <code>
 *     ${_INSTANCE}</code> stands for
 * @param files where included files are read from
 * @param random gives the numbers of <code>${_RANDOM}</code>
 * @param tolerance how much that is wrong is put up with
 */
public record ReaderOptions(
    String configId, SourceFiles files, RandomGenerator random, Tolerance tolerance) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /**
   * The files of this machine, and its host name up to the first dot as the configuration id.
   *
   * @return the options
   */
  public static ReaderOptions ofThisMachine() {
    return withConfigId(hostName());
  }

  /**
   * The files of this machine with a chosen configuration id, as {@code --config-id} gives it.
   *
   * @param configId the id
   * @return the options
   */
  public static ReaderOptions withConfigId(String configId) {
    return new ReaderOptions(
        configId, SourceFiles.OF_THIS_MACHINE, new SplittableRandom(), Tolerance.USUAL);
  }

  /**
   * The same with another configuration id.
   *
   * @param other the id
   * @return the options
   */
  public ReaderOptions withId(String other) {
    return new ReaderOptions(other, files, random, tolerance);
  }

  /**
   * The same with other files.
   *
   * @param other where included files are read from
   * @return the options
   */
  public ReaderOptions withFiles(SourceFiles other) {
    return new ReaderOptions(configId, other, random, tolerance);
  }

  /**
   * The same with another tolerance.
   *
   * @param other how much that is wrong is put up with
   * @return the options
   */
  public ReaderOptions withTolerance(Tolerance other) {
    return new ReaderOptions(configId, files, random, other);
  }

  /** The kernel's own word for it: the JDK would ask the name service too, and may wait for it. */
  private static String hostName() {
    try {
      String name = Files.readString(HOST_NAME).strip();
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    } catch (IOException unreadable) {
      // Without a name no condition holds.
      return "";
    }
  }
}
