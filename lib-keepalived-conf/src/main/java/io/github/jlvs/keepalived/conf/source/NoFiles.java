// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import java.nio.file.Path;
import java.util.List;

/** A machine without files. */
final class NoFiles implements SourceFiles {
  @Override
  public String text(Path file) throws UnreadableFile {
    throw new UnreadableFile("there is no such file");
  }

  @Override
  public String password(Path file) throws UnreadableFile {
    return text(file);
  }

  @Override
  public Kind kind(Path path) {
    return Kind.MISSING;
  }

  @Override
  public List<String> names(Path directory) {
    return List.of();
  }
}
