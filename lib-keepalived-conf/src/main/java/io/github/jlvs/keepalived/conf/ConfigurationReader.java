// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.explain.ExplainedBlock;
import io.github.jlvs.keepalived.conf.source.SourceFiles.UnreadableFile;
import io.github.jlvs.keepalived.conf.text.ConfigurationTree;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads keepalived.conf. Needs no interfaces, no kernel and no root; may be used by several
 * threads.
 *
 * <p>Nothing of it throws for what is wrong with a file, and none of its messages holds a password.
 * What a file may cost is limited: one that is too large is an error at the line where it became
 * so.
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
      return unreadable(file, unreadable);
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
    return new Reading(Path.of(fileName), text.toString(), options).result();
  }

  /**
   * Takes a file, and the files it includes, apart without a look at what its keywords mean: for a
   * program that walks through it, or changes it. A file that cannot be read has no statement.
   *
   * @param file the file; its text is UTF-8
   * @param options what the meaning of the text depends on
   * @return the blocks, and what is wrong with the text itself
   */
  public static TreeResult tree(Path file, ReaderOptions options) {
    try {
      return tree(file.toString(), options.files().text(file), options);
    } catch (UnreadableFile unreadable) {
      return new TreeResult(
          new ConfigurationTree(List.of()), unreadable(file, unreadable).diagnostics());
    }
  }

  /**
   * Takes a text, and the files it includes, apart without a look at what its keywords mean.
   *
   * @param fileName the name that diagnostics show; relative includes begin in its directory
   * @param text the text of the configuration
   * @param options what the meaning of the text depends on
   * @return the blocks, and what is wrong with the text itself
   * @throws InvalidPathException if the name cannot be that of a file
   */
  public static TreeResult tree(String fileName, CharSequence text, ReaderOptions options) {
    return new Reading(Path.of(fileName), text.toString(), options).tree();
  }

  /**
   * Reads a file, and tells of each block what counts in it and where that comes from. It is read
   * twice for this, block by block: none is kept.
   *
   * @param file the file; its text is UTF-8
   * @param options what the meaning of the text depends on
   * @param blocks receives {@code global_defs}, then the other blocks in the order of the text;
   *     nothing where the file has an error
   * @return the configuration and what there is to say about it
   */
  public static ReadResult explain(
      Path file, ReaderOptions options, Consumer<ExplainedBlock> blocks) {
    try {
      return explain(file.toString(), options.files().text(file), options, blocks);
    } catch (UnreadableFile unreadable) {
      return unreadable(file, unreadable);
    }
  }

  /**
   * Reads a text, and tells of each block what counts in it and where that comes from.
   *
   * @param fileName the name that diagnostics show; relative includes begin in its directory
   * @param text the text of the configuration
   * @param options what the meaning of the text depends on
   * @param blocks receives {@code global_defs}, then the other blocks in the order of the text;
   *     nothing where the text has an error
   * @return the configuration and what there is to say about it
   * @throws InvalidPathException if the name cannot be that of a file
   */
  public static ReadResult explain(
      String fileName, CharSequence text, ReaderOptions options, Consumer<ExplainedBlock> blocks) {
    Reading reading = new Reading(Path.of(fileName), text.toString(), options);
    ReadResult result = reading.result();
    if (result.configuration().isPresent()) {
      reading.explain(blocks);
    }
    return result;
  }

  static ReadResult unreadable(Path file, UnreadableFile unreadable) {
    return refused(file.toString(), "the configuration cannot be read: " + unreadable.why());
  }

  static ReadResult refused(String file, String why) {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.error(new Position(file, 1, 1), why);
    return new ReadResult(Optional.empty(), diagnostics.sorted());
  }
}
