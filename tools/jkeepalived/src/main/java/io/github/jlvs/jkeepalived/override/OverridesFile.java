// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.linux.FileContent;
import io.github.jlvs.linux.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/**
 * The file in which overrides outlive the daemon and the machine; there is none while every server
 * is ready. One that cannot be read is put aside and said: the daemon starts without.
 */
public final class OverridesFile {
  private static final Path COMMON = Path.of("/var/lib/jkeepalived");

  /** Each has a line of less than two thousand octets. */
  private static final int LARGEST = Overrides.MOST * 2000;

  private final Path file;
  private final DaemonLog log;

  /**
   * Reads and writes nothing yet.
   *
   * @param file its path
   * @param log where what is wrong with it is said
   */
  public OverridesFile(Path file, DaemonLog log) {
    this.file = file;
    this.log = log;
  }

  /**
   * Where it is: each daemon of a machine has another, as its control socket is another.
   *
   * @param namespace the network namespace that the command line names
   * @param instance the daemon's name among others
   */
  public static Path usual(Optional<String> namespace, Optional<String> instance) {
    return namespace
        .map(COMMON::resolve)
        .orElse(COMMON)
        .resolve("overrides" + instance.map(each -> "_" + each).orElse(""));
  }

  /** What it says. */
  public Overrides read() {
    if (!Files.exists(file, NOFOLLOW_LINKS)) {
      return Overrides.NONE;
    }
    try {
      Optional<String> foreign = foreignDirectory();
      if (foreign.isPresent()) {
        // Nothing is moved in a place of others.
        say("is not read: its directory " + foreign.get());
        return Overrides.NONE;
      }
      Optional<String> distrusted = PrivateFile.distrusted(file);
      if (distrusted.isPresent()) {
        return putAside(distrusted.get());
      }
      return PrivateFile.read(file, LARGEST) instanceof FileContent.Text content
          ? understand(content.text())
          : putAside("has more than " + LARGEST + " bytes");
    } catch (IOException e) {
      return putAside("cannot be read: " + PrivateFile.reason(e));
    }
  }

  private Overrides understand(String octets) {
    String text = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    OverridesText.Content content = OverridesText.read(text);
    if (content instanceof OverridesText.Content.Read read) {
      return read.overrides();
    } else if (content instanceof OverridesText.Content.Damaged damaged) {
      return putAside(damaged.how());
    }
    throw new IllegalStateException("not known what this means: " + content);
  }

  private Overrides putAside(String why) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    String kept;
    try {
      Path unused = Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      kept = "it is kept as " + aside;
    } catch (IOException e) {
      kept = "it cannot be moved aside: " + PrivateFile.reason(e);
    }
    say(why + "; " + kept);
    return Overrides.NONE;
  }

  private void say(String what) {
    log.line(
        Part.CHECKERS,
        file
            + " "
            + what
            + ". No server is drained, disabled or has another weight: decide it anew with"
            + " jkeepalivedctl");
  }

  /** Why its directory may be somebody else's. */
  private Optional<String> foreignDirectory() throws IOException {
    return PrivateFile.foreign(directory().toRealPath());
  }

  private Path directory() {
    return Objects.requireNonNull(file.getParent(), "it is in a directory");
  }

  /**
   * Has it say these, whatever happens to the machine from then on. Waits for a slow disk.
   *
   * @throws IOException if that failed; it says what it said
   */
  void write(Overrides overrides) throws IOException {
    if (overrides.all().isEmpty()) {
      boolean unused = Files.deleteIfExists(file);
      return;
    }
    if (!Files.exists(directory())) {
      Path unused =
          Files.createDirectories(
              directory(),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    Optional<String> foreign = foreignDirectory();
    if (foreign.isPresent()) {
      throw new IOException("its directory " + foreign.get());
    }
    PrivateFile.replace(
        file,
        OverridesText.write(overrides).getBytes(StandardCharsets.UTF_8),
        PrivateFile.Endurance.MACHINE);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
