// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A file under watch of a {@link FileWatcher}. Belongs to the loop's thread. */
public final class FileWatch implements AutoCloseable {
  static final int NONE = -1;

  private static final FileTime NEVER = FileTime.fromMillis(0);
  private static final Fingerprint NOTHING =
      new Fingerprint(Optional.empty(), Optional.empty(), NEVER, 0);
  private static final int TRIES = 3;

  private static final int GONE =
      InotifyEvent.DELETED_ITSELF
          | InotifyEvent.MOVED_ITSELF
          | InotifyEvent.UNMOUNTED
          | InotifyEvent.IGNORED;

  /** What shows that the file, or where it lies, is another one than was read. */
  private record Fingerprint(
      Optional<Object> file, Optional<Object> directory, FileTime modified, long size) {}

  /** A watch on a directory, and what is next in it on the way to the file. */
  private record Place(int watch, Path next) {
    boolean isPassed(Path file) {
      return !next.equals(file) && Files.isDirectory(next);
    }
  }

  private final FileWatcher watcher;
  private final Path file;
  private final int limit;
  private final Consumer<FileContent> listener;
  private int directoryWatch = NONE;
  private int fileWatch = NONE;

  /** What is looked for in the watched directory: the file, or the next directory on the way. */
  private String awaited = "";

  private Optional<FileContent> told = Optional.empty();

  private Fingerprint read = NOTHING;
  private Fingerprint seen = NOTHING;
  private boolean closed;

  FileWatch(FileWatcher watcher, Path file, int limit, Consumer<FileContent> listener) {
    this.watcher = watcher;
    this.file = file;
    this.limit = limit;
    this.listener = listener;
  }

  void placeAndLook() {
    place();
    look(true);
  }

  /**
   * Watches the directory next to the file that is there, and the file, through links: a link's
   * target may lie anywhere. Looked for again while one comes nearer, for what was made before the
   * watch was there makes no event.
   */
  void place() {
    Set<Integer> before = new HashSet<>(List.of(directoryWatch, fileWatch));
    Place place = nearest();
    for (int i = 0; i < TRIES && place.isPassed(file); i++) {
      before.add(place.watch());
      place = nearest();
    }
    directoryWatch = place.watch();
    awaited = Inotify.nameOf(place.next());
    fileWatch = Files.isRegularFile(file) ? watcher.watchFile(this, file) : NONE;
    before.removeAll(List.of(directoryWatch, fileWatch));
    before.forEach(watch -> watcher.release(this, watch));
  }

  private Place nearest() {
    Path next = file;
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      int watch = watcher.watchDirectory(this, above);
      if (watch >= 0) {
        return new Place(watch, next);
      }
      next = above;
    }
    return new Place(NONE, next);
  }

  /** Whether the file is to be read because of an event. */
  boolean concerns(InotifyEvent event) {
    if (event.is(GONE)) {
      if (event.is(InotifyEvent.IGNORED)) {
        directoryWatch = event.watch() == directoryWatch ? NONE : directoryWatch;
        fileWatch = event.watch() == fileWatch ? NONE : fileWatch;
      }
      place();
      return true;
    }
    if (event.watch() == directoryWatch && event.name().equals(awaited)) {
      if (!event.is(InotifyEvent.CLOSED_AFTER_WRITING)) {
        place();
      }
      return true;
    }
    return event.watch() == fileWatch && event.name().isEmpty();
  }

  /**
   * Reads the file and tells what is new.
   *
   * @param settled false where it was just made: an empty one is about to be written
   */
  void look(boolean settled) {
    FileContent content = FileContent.read(file, limit);
    if (!settled && content.equals(new FileContent.Text(""))) {
      return;
    }
    read = fingerprint();
    if (told.isEmpty() || !told.get().equals(content)) {
      told = Optional.of(content);
      listener.accept(content);
    }
  }

  /** Reads the file if it is another than was read, and nobody has written since the last look. */
  void lookIfChanged() {
    Fingerprint now = fingerprint();
    if (!now.equals(read) && now.equals(seen)) {
      placeAndLook();
    }
    seen = now;
  }

  private Fingerprint fingerprint() {
    Optional<Object> directory =
        Optional.ofNullable(file.getParent())
            .flatMap(FileWatch::attributes)
            .map(BasicFileAttributes::fileKey);
    return attributes(file)
        .map(
            is ->
                new Fingerprint(
                    Optional.ofNullable(is.fileKey()), directory, is.lastModifiedTime(), is.size()))
        .orElse(new Fingerprint(Optional.empty(), directory, NEVER, 0));
  }

  private static Optional<BasicFileAttributes> attributes(Path path) {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Stops watching it; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      int directory = directoryWatch;
      int itself = fileWatch;
      directoryWatch = NONE;
      fileWatch = NONE;
      watcher.release(this, directory);
      watcher.release(this, itself);
      watcher.forget(this);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
