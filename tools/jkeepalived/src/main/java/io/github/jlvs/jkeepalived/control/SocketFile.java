// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.jlvs.linux.PrivateFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A listening Unix socket and its file. The file is made aside, in a directory that nobody else can
 * enter, and renamed into place when it has its mode: nobody ever connects to it with other rights,
 * no link is followed, and of two daemons one at the most has it. What a dead process left behind
 * is replaced; a socket on which somebody answers is not, nor is anything else.
 */
final class SocketFile implements AutoCloseable {
  /** Those who may ask: the owner and the group. */
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-rw----");

  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final int WAITING_CLIENTS = 256;
  private static final int KIND = 0170000;
  private static final int SOCKET = 0140000;

  private final Path path;
  private final ServerSocketChannel channel;
  private final Object identity;

  private SocketFile(Path path, ServerSocketChannel channel, Object identity) {
    this.path = path;
    this.channel = channel;
    this.identity = identity;
  }

  /** Why there is none, in words. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why);
    }
  }

  /**
   * Makes it.
   *
   * @param path a whole path of 90 octets at the most
   * @throws Refused if that is not possible
   */
  static SocketFile open(Path path) throws Refused {
    Path directory = Objects.requireNonNull(path.getParent(), "a socket is in a directory");
    try {
      makeDirectory(directory);
      directory = directory.toRealPath();
      Optional<String> foreign = PrivateFile.foreign(directory);
      if (foreign.isPresent()) {
        throw new Refused(
            "its directory " + directory + " " + foreign.get() + ": name one that is root's alone");
      }
      Path real = directory.resolve(Objects.requireNonNull(path.getFileName(), "its name"));
      requireFree(real);
      return bind(real, directory);
    } catch (IOException e) {
      throw new Refused(
          PrivateFile.reason(e) + "; name another place with control_socket in global_defs");
    }
  }

  private static void makeDirectory(Path directory) throws IOException, Refused {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (Files.exists(directory, NOFOLLOW_LINKS)) {
      throw new Refused(directory + " is no directory");
    }
    Path above = directory.getParent();
    if (above != null) {
      makeDirectory(above);
    }
    Path made = Files.createDirectory(directory);
    // Whatever the umask is: whoever may use the socket has to reach it.
    Path unused = Files.setPosixFilePermissions(made, DIRECTORY);
  }

  private static void requireFree(Path path) throws IOException, Refused {
    int mode;
    try {
      mode = (int) Files.getAttribute(path, "unix:mode", NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if ((mode & KIND) != SOCKET) {
      throw new Refused(
          "there is something else of that name, which stays; name another place with"
              + " control_socket in global_defs");
    }
    if (answers(path)) {
      throw new Refused(
          "another daemon answers there; name another with control_socket in global_defs");
    }
  }

  /** One that is too busy to answer lives too. */
  private static boolean answers(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      Object unused = probe.configureBlocking(false);
      // At once or not at all: a Unix socket is never on its way.
      return probe.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException e) {
      return false;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static SocketFile bind(Path path, Path directory) throws IOException {
    Path aside = directory.resolve("." + path.getFileName() + ".new");
    Path fresh = aside.resolve("s");
    remove(fresh);
    remove(aside);
    Path unusedDirectory = Files.createDirectory(aside, PRIVATE);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      Object unused = channel.bind(UnixDomainSocketAddress.of(fresh), WAITING_CLIENTS);
      Path unusedMode = Files.setPosixFilePermissions(fresh, MODE);
      Object identity = identity(fresh);
      Path unusedMove = Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      return new SocketFile(path, channel, identity);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    } finally {
      remove(fresh);
      remove(aside);
    }
  }

  private static void remove(Path path) throws IOException {
    boolean unused = Files.deleteIfExists(path);
  }

  private static Object identity(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS).fileKey(),
        "a file has a number");
  }

  ServerSocketChannel channel() {
    return channel;
  }

  /** Whether whoever asks at its place comes here. */
  boolean isInPlace() {
    try {
      return identity(path).equals(identity);
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes the file, unless there is another one in its place by now, and listens no more. */
  @Override
  public void close() {
    try {
      if (identity(path).equals(identity)) {
        remove(path);
      }
    } catch (IOException e) {
      // Somebody has removed it, or the next start replaces it.
    }
    try {
      channel.close();
    } catch (IOException e) {
      // It ends with the process.
    }
  }
}
