// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config;

import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.config.read.RootReader;
import io.github.jlvs.jkeepalived.config.text.ConfigurationTree;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads keepalived.conf. Needs no interfaces, no kernel and no root; may be used by several
 * threads.
 */
public final class ConfigurationReader {
  /** A file of this size is no configuration, and would not fit into memory as a tree. */
  private static final long LARGEST = 64L << 20;

  private ConfigurationReader() {}

  /**
   * Reads a file.
   *
   * @param file the file; its text is UTF-8
   * @return the configuration and what there is to say about it; a file that cannot be read is an
   *     error at its first character
   */
  public static ReadResult read(Path file) {
    String name = file.toString();
    try {
      if (Files.isDirectory(file)) {
        return unreadable(name, "it is a directory");
      }
      if (Files.size(file) > LARGEST) {
        return unreadable(name, "it is larger than " + (LARGEST >> 20) + " MiB");
      }
      return read(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException missing) {
      return unreadable(name, "there is no such file");
    } catch (AccessDeniedException denied) {
      return unreadable(name, "permission denied");
    } catch (IOException failed) {
      return unreadable(name, String.valueOf(failed.getMessage()));
    }
  }

  /**
   * Reads a text.
   *
   * @param fileName the name that diagnostics show
   * @param text the text of the configuration
   * @return the configuration and what there is to say about it
   */
  public static ReadResult read(String fileName, CharSequence text) {
    Diagnostics diagnostics = new Diagnostics();
    ConfigurationTree tree = ConfigurationTree.parse(fileName, text.toString(), diagnostics);
    Configuration configuration = RootReader.read(tree, diagnostics);
    return new ReadResult(
        diagnostics.hasErrors() ? Optional.empty() : Optional.of(configuration),
        diagnostics.sorted());
  }

  private static ReadResult unreadable(String file, String why) {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.error(new Position(file, 1, 1), "the configuration cannot be read: " + why);
    return new ReadResult(Optional.empty(), diagnostics.sorted());
  }
}
