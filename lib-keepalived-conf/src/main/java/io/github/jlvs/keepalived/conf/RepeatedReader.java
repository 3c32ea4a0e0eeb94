// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.read.RememberedServers;
import io.github.jlvs.keepalived.conf.source.SourceFiles.UnreadableFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a configuration again and again, as a daemon does at each reload: a virtual server whose
 * block is as it was is not taken apart again, and is the same object. What is read, and what is
 * said of it, is what {@link ConfigurationReader} gives. Not thread-safe.
 *
 * <p>It holds the text of the last reading that gave a configuration.
 */
public final class RepeatedReader {
  private final RememberedServers remembered = new RememberedServers();

  /** Has read nothing yet. */
  public RepeatedReader() {}

  /**
   * Reads a file, and the files it includes.
   *
   * @param file the file; its text is UTF-8
   * @param options what the meaning of the text depends on
   * @return the configuration and what there is to say about it; a file that cannot be read is an
   *     error at its first character
   */
  public ReadResult read(Path file, ReaderOptions options) {
    try {
      return read(file.toString(), options.files().text(file), options);
    } catch (UnreadableFile unreadable) {
      return ConfigurationReader.unreadable(file, unreadable);
    }
  }

  /**
   * Reads a text, and the files it includes.
   *
   * @param fileName the name that diagnostics show; relative includes begin in its directory
   * @param text the text of the configuration
   * @param options what the meaning of the text depends on
   * @return the configuration and what there is to say about it
   * @throws InvalidPathException if the name cannot be that of a file
   */
  public ReadResult read(String fileName, CharSequence text, ReaderOptions options) {
    return new Reading(Path.of(fileName), text.toString(), options, Optional.of(remembered))
        .result();
  }
}
