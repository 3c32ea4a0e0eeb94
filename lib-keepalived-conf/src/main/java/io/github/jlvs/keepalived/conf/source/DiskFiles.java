// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.linux.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this machine. */
final class DiskFiles implements SourceFiles {
  private static final int LARGEST = 64 << 20;

  /** While it is read a file is there three times, and a daemon may be running beside that. */
  private static final int SHARE_OF_MEMORY = 8;

  private final int largest;

  DiskFiles() {
    this(Runtime.getRuntime().maxMemory());
  }

  /** With so much memory, in bytes. */
  DiskFiles(long memory) {
    largest = (int) Math.min(LARGEST, memory / SHARE_OF_MEMORY);
  }

  @Override
  public String text(Path file) throws UnreadableFile {
    if (Files.isDirectory(file)) {
      throw new UnreadableFile("it is a directory");
    }
    // A pipe says nothing of its size beforehand.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(largest + 1);
      if (octets.length > largest) {
        throw new UnreadableFile(
            "it is larger than "
                + (largest >> 20)
                + " MiB"
                + (largest < LARGEST
                    ? ", an eighth of what this JVM may take (JLVS_JAVA_OPTIONS=-Xmx256m gives it"
                        + " more)"
                    : ""));
      }
      return new String(octets, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new UnreadableFile("there is no such file");
    } catch (AccessDeniedException denied) {
      throw new UnreadableFile("permission denied");
    } catch (IOException failed) {
      throw new UnreadableFile(String.valueOf(failed.getMessage()));
    }
  }

  @Override
  public String password(Path file) throws UnreadableFile {
    SecretFile read = SecretFile.read(file);
    if (read instanceof SecretFile.Refused refused) {
      throw new UnreadableFile(refused.why());
    }
    return ((SecretFile.Line) read).text();
  }

  @Override
  public Kind kind(Path path) {
    if (Files.isRegularFile(path)) {
      return Kind.FILE;
    }
    if (Files.isDirectory(path)) {
      return Kind.DIRECTORY;
    }
    return Files.exists(path) ? Kind.OTHER : Kind.MISSING;
  }

  @Override
  public List<String> names(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (IOException | UncheckedIOException unlistable) {
      // Like a shell: what cannot be listed matches nothing, and the include says so.
      return List.of();
    }
  }
}
