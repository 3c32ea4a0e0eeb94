// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config;

import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.config.read.RootReader;
import io.github.jlvs.jkeepalived.config.source.SourceFiles.UnreadableFile;
import io.github.jlvs.jkeepalived.config.source.SourceReader;
import io.github.jlvs.jkeepalived.config.text.ConfigurationTree;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.SourceLine;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads keepalived.conf. Needs no interfaces, no kernel and no root; may be used by several
 * threads.
 */
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /**
   * Reads a file, and the files it includes, on this machine.
   *
   * @param file the file; its text is UTF-8
   * @return the configuration and what there is to say about it; a file that cannot be read is an
   *     error at its first character
   */
  public static ReadResult read(Path file) {
    return read(file, ReaderOptions.ofThisMachine());
  }

  /**
   * Reads a file, and the files it includes.
   *
   * @param file the file; its text is UTF-8
   * @param options what the meaning of the text depends on
   * @return the configuration and what there is to say about it; a file that cannot be read is an
   *     error at its first character
   */
  public static ReadResult read(Path file, ReaderOptions options) {
    try {
      return read(file.toString(), options.files().text(file), options);
    } catch (UnreadableFile unreadable) {
      Diagnostics diagnostics = new Diagnostics();
      diagnostics.error(
          new Position(file.toString(), 1, 1),
          "the configuration cannot be read: " + unreadable.why());
      return new ReadResult(Optional.empty(), diagnostics.sorted());
    }
  }

  /**
   * Reads a text, and the files it includes, on this machine.
   *
   * @param fileName the name that diagnostics show; relative includes begin in its directory
   * @param text the text of the configuration
   * @return the configuration and what there is to say about it
   */
  public static ReadResult read(String fileName, CharSequence text) {
    return read(fileName, text, ReaderOptions.ofThisMachine());
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
  public static ReadResult read(String fileName, CharSequence text, ReaderOptions options) {
    Diagnostics diagnostics = new Diagnostics();
    List<SourceLine> lines =
        SourceReader.read(
            Path.of(fileName),
            text.toString(),
            options.configId(),
            options.files(),
            options.random(),
            diagnostics);
    ConfigurationTree tree = ConfigurationTree.parse(lines, diagnostics);
    Configuration configuration = RootReader.read(tree, diagnostics);
    return new ReadResult(
        diagnostics.hasErrors() ? Optional.empty() : Optional.of(configuration),
        diagnostics.sorted());
  }
}
