// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.source.SourceFiles.Kind;
import io.github.jlvs.keepalived.conf.source.SourceFiles.UnreadableFile;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Word;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file whose content is part of the configuration: it is read with it, at a reload anew.
 *
 * @param path its whole path
 * @param position where it is named
 */
record NamedFile(String path, Position position) {
  static final Argument<Optional<NamedFile>> PATH =
      Argument.only("a whole path", "a path", NamedFile::read);

  private static Optional<NamedFile> read(Word word, Words words) {
    if (isWholePath(word.text())) {
      return Optional.of(new NamedFile(word.text(), word.position()));
    }
    // Where a file with a password is asked for, the word may be the password.
    words.wrong(word, "here is no whole path, which begins with '/'");
    return Optional.empty();
  }

  static boolean isWholePath(String text) {
    return text.matches("/\\P{Cntrl}+");
  }

  /** What is in it; nothing, and an error, where it cannot be read. */
  Optional<String> text(ReaderContext context) {
    return in(
        context,
        file -> {
          // A FIFO would wait for somebody who writes, and a reload with it.
          if (context.files().kind(file) == Kind.OTHER) {
            throw new UnreadableFile("it is a device, a pipe or a socket");
          }
          return context.files().text(file);
        });
  }

  /** The password in it; nothing, and an error, where there is none that others cannot read. */
  Optional<String> password(ReaderContext context) {
    return in(context, context.files()::password);
  }

  /** What is looked for in the file. */
  private interface Content {
    String of(Path file) throws UnreadableFile;
  }

  private Optional<String> in(ReaderContext context, Content content) {
    try {
      return Optional.of(content.of(Path.of(path)));
    } catch (UnreadableFile e) {
      context.diagnostics().error(position, "cannot use this file: " + e.why());
      return Optional.empty();
    }
  }
}
