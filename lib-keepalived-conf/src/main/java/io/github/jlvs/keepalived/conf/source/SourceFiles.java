// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import java.nio.file.Path;
import java.util.List;

/** Where the texts of a configuration come from. */
public interface SourceFiles {
  /** The files of this machine. */
  SourceFiles OF_THIS_MACHINE = new DiskFiles();

  /** No file at all: every include is missing. */
  SourceFiles NONE = new NoFiles();

  /** What a path leads to. */
  enum Kind {
    /** Nothing, or nothing that may be seen. */
    MISSING,
    /** A file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A device, a pipe or a socket. */
    OTHER
  }

  /** Says in its message why a file cannot be read: {@code permission denied}. */
  final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param why why the file cannot be read; short, as the end of a message
     */
    public UnreadableFile(String why) {
      super(why);
    }

    /**
     * Why the file cannot be read.
     *
     * @return the end of a message
     */
    public String why() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its text, read as UTF-8
   * @throws UnreadableFile if it cannot be read, or is too large for a configuration
   */
  String text(Path file) throws UnreadableFile;

  /**
   * Reads a password or a key, which is the first line of a file that others can neither read nor
   * change ({@link io.github.jlvs.linux.SecretFile}).
   *
   * @param file the file
   * @return the line, never empty
   * @throws UnreadableFile if it cannot be read, or others can
   */
  String password(Path file) throws UnreadableFile;

  /**
   * What a path leads to.
   *
   * @param path the path
   * @return the kind, links followed
   */
  Kind kind(Path path);

  /**
   * What is in a directory.
   *
   * @param directory the directory
   * @return the names in it, sorted; empty if it cannot be listed
   */
  List<String> names(Path directory);
}
