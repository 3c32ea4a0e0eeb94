// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.github.jlvs.linux.FileContent;
import io.github.jlvs.linux.PrivateFile;
import io.github.jlvs.net.NamespaceId;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.RememberedState;
import io.github.jlvs.rs.plan.SavedState;
import io.github.jlvs.rs.plan.StateText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;

/**
 * The file that remembers what start did in one network namespace. It is replaced as a whole, so
 * that a reader sees the old or the new one, and no link in its place is ever followed.
 */
final class RecordFile implements AutoCloseable {
  private static final int LARGEST = 1 << 16;
  private static final int LOCK_ATTEMPTS = 200;
  private static final long LOCK_PAUSE_MILLIS = 50;

  private final NamespaceId here;
  private final Path file;
  private final FileChannel lock;

  private RecordFile(RecordDirectory directory, NamespaceId here, FileChannel lock) {
    this.here = here;
    this.file = file(directory, here);
    this.lock = lock;
  }

  /** Opens it for changes; one process at a time. */
  static RecordFile open(RecordDirectory directory, NamespaceId here) {
    directory.prepare();
    Path path = directory.path().resolve("rs.lock");
    try {
      FileChannel channel =
          FileChannel.open(path, Set.of(CREATE, WRITE, NOFOLLOW_LINKS), PrivateFile.OWNER_ONLY);
      try {
        await(channel, path);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return new RecordFile(directory, here, channel);
    } catch (IOException e) {
      throw RecordDirectory.failure("write " + path, e);
    }
  }

  private static void await(FileChannel channel, Path path) throws IOException {
    for (int i = 0; i < LOCK_ATTEMPTS; i++) {
      try {
        if (channel.tryLock() != null) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        // Held by another thread of this process: as good as by another process.
      }
      pause();
    }
    throw RealServerException.of(
        "another jlvs-rs has been at work for ten seconds (it holds " + path + "); try again");
  }

  private static void pause() {
    try {
      Thread.sleep(LOCK_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RealServerException.of("interrupted while waiting for another jlvs-rs");
    }
  }

  private static Path file(RecordDirectory directory, NamespaceId here) {
    return directory.path().resolve("rs-" + here.inode());
  }

  /** Reads it without keeping others from writing it, and without making anything. */
  static RememberedState peek(RecordDirectory directory, NamespaceId here) {
    Optional<String> unsafe = directory.unsafe();
    if (unsafe.isPresent()) {
      return RememberedState.lost(
          directory.path() + " " + unsafe.get() + ", so no record in it is believed");
    }
    return readIfAllowed(file(directory, here), here);
  }

  /**
   * The same for somebody who wants to know what start or stop would do. Either would refuse a
   * directory that is not safe, and without the record it is not known what they would take back.
   */
  static RememberedState foresee(RecordDirectory directory, NamespaceId here) {
    directory.refuseUnsafe();
    Path file = file(directory, here);
    try {
      return read(file, here);
    } catch (AccessDeniedException e) {
      throw RecordDirectory.failure("read " + file, e);
    }
  }

  RememberedState read() {
    return readIfAllowed(file, here);
  }

  private static RememberedState readIfAllowed(Path file, NamespaceId here) {
    try {
      return read(file, here);
    } catch (AccessDeniedException e) {
      return RememberedState.lost("the record " + file + " can be read by root alone");
    }
  }

  private static RememberedState read(Path file, NamespaceId here) throws AccessDeniedException {
    if (!Files.exists(file, NOFOLLOW_LINKS)) {
      return RememberedState.of(SavedState.NOTHING);
    }
    String name = file.toString();
    try {
      Optional<String> distrusted = PrivateFile.distrusted(file);
      if (distrusted.isPresent()) {
        return RememberedState.damaged(name, "it " + distrusted.get());
      }
      if (PrivateFile.read(file, LARGEST) instanceof FileContent.Text content) {
        return StateText.read(name, here, content.text());
      }
      return RememberedState.damaged(name, "it has more than " + LARGEST + " bytes");
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      throw RecordDirectory.failure("read " + file, e);
    }
  }

  /** Replaces it, or removes it where there is nothing to remember. */
  void write(SavedState state) {
    try {
      if (state.equals(SavedState.NOTHING)) {
        Files.deleteIfExists(file);
        return;
      }
      PrivateFile.replace(file, StateText.write(here, state), PrivateFile.Endurance.MACHINE);
    } catch (IOException e) {
      throw RecordDirectory.failure("write " + file, e);
    }
  }

  /** Keeps a damaged one for a person to read. */
  void putAside() {
    try {
      if (Files.exists(file, NOFOLLOW_LINKS)) {
        Path aside = file.resolveSibling(file.getFileName() + RememberedState.ASIDE);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw RecordDirectory.failure("put " + file + " aside", e);
    }
  }

  /** Lets others change records again. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw RecordDirectory.failure("release the lock beside " + file, e);
    }
  }
}
