// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches small files on an {@link EventLoop}, and tells their content each time it is another.
 *
 * <pre>
 *   inotify ── the file's directory, or the next one above that is there ─┐
 *           ── the file itself, through links ───────────────────────────┤──► read ──► told if new
 *   a timer ── whatever inotify keeps quiet about ───────────────────────┘
 * </pre>
 *
 * <p>An event only says that the file is to be read: what is told is what was read. A file is read
 * when its writer closes it, so that nobody sees half a line; it may be absent, be written in place
 * or replaced by a rename, and its directory may be removed and made again. Every few seconds each
 * is looked at anyway: a network file system tells nothing, nor does the rename of a directory
 * further up. Where the kernel has no room for a watch, that is told, and the files are looked at
 * every second.
 *
 * <p>Belongs to the loop's thread. Reading a file on a network file system may block that thread.
 */
public final class FileWatcher implements AutoCloseable {
  private static final long EVERY = TimeUnit.SECONDS.toNanos(5);
  private static final long WITHOUT_EVENTS = TimeUnit.SECONDS.toNanos(1);

  private static final int READS = 16;

  private final EventLoop loop;
  private final Consumer<LinuxException> trouble;
  private final Optional<Inotify> inotify;
  private final Optional<EventLoop.Watch> readable;
  private final Timer timer;
  private final Set<FileWatch> files = new LinkedHashSet<>();
  private final Map<Integer, Set<FileWatch>> byWatch = new HashMap<>();
  private boolean blind;

  private FileWatcher(EventLoop loop, Consumer<LinuxException> trouble) {
    this.loop = loop;
    this.trouble = loop.endedBy(trouble);
    this.timer = loop.timer(this::lookAtAll);
    this.inotify = openInotify();
    this.readable = inotify.map(i -> loop.watch(i.descriptor(), Epoll.EPOLLIN, events -> drain(i)));
  }

  /**
   * Opens one that watches nothing yet.
   *
   * @param loop where it waits
   * @param trouble told once if the kernel cannot tell of changes, so that files are looked at
   *     every second
   * @return it
   */
  public static FileWatcher open(EventLoop loop, Consumer<LinuxException> trouble) {
    return new FileWatcher(loop, trouble);
  }

  private Optional<Inotify> openInotify() {
    try {
      return Optional.of(Inotify.open());
    } catch (LinuxException e) {
      withoutEvents(e);
      return Optional.empty();
    }
  }

  /**
   * Watches a file.
   *
   * @param file its path
   * @param limit how many bytes of it are read at the most
   * @param listener told what it holds before this returns, and whenever it holds something else
   * @return the watch, to end it
   */
  public FileWatch watch(Path file, int limit, Consumer<FileContent> listener) {
    FileWatch watch = new FileWatch(this, file.toAbsolutePath(), limit, loop.endedBy(listener));
    files.add(watch);
    watch.placeAndLook();
    arm();
    return watch;
  }

  /** Stops watching all of them; a second call does nothing. */
  @Override
  public void close() {
    timer.cancel();
    files.clear();
    byWatch.clear();
    readable.ifPresent(EventLoop.Watch::close);
    inotify.ifPresent(Inotify::close);
  }

  // ---- For the watches

  /** Gives the number of a watch on a directory, or -errno. */
  int watchDirectory(FileWatch file, Path directory) {
    return added(file, inotify.map(i -> i.watchDirectory(directory)).orElse(FileWatch.NONE));
  }

  /** Gives the number of a watch on the file, or -errno. */
  int watchFile(FileWatch file, Path path) {
    return added(file, inotify.map(i -> i.watchFile(path)).orElse(FileWatch.NONE));
  }

  void release(FileWatch file, int watch) {
    Set<FileWatch> others = byWatch.get(watch);
    if (others != null && others.remove(file) && others.isEmpty()) {
      byWatch.remove(watch);
      inotify.ifPresent(i -> i.remove(watch));
    }
  }

  void forget(FileWatch file) {
    files.remove(file);
    if (files.isEmpty()) {
      timer.cancel();
    }
  }

  private int added(FileWatch file, int watch) {
    if (watch >= 0) {
      byWatch.computeIfAbsent(watch, each -> new LinkedHashSet<>()).add(file);
    } else if (watch == -Errno.ENOSPC.number() || watch == -Errno.ENOMEM.number()) {
      withoutEvents(new LinuxException("watch " + file, Errno.ofResult(watch)));
    }
    return watch;
  }

  // ---- What happens

  private void withoutEvents(LinuxException why) {
    if (!blind) {
      blind = true;
      trouble.accept(why);
    }
  }

  private void drain(Inotify from) {
    Map<FileWatch, Boolean> concerned = new LinkedHashMap<>();
    // Bounded: a directory in which much is made must not keep the loop from its timers.
    for (int left = READS; left > 0; left--) {
      List<InotifyEvent> events = from.read();
      events.forEach(event -> take(event, concerned));
      if (events.isEmpty()) {
        break;
      }
    }
    concerned.forEach(
        (file, settled) -> {
          if (files.contains(file)) {
            file.look(settled);
          }
        });
  }

  private void take(InotifyEvent event, Map<FileWatch, Boolean> concerned) {
    if (event.is(InotifyEvent.OVERFLOW)) {
      // Whatever was lost: look at all of them, and at where they lie.
      for (FileWatch file : files) {
        file.place();
        concerned.put(file, true);
      }
      return;
    }
    Set<FileWatch> watching = byWatch.getOrDefault(event.watch(), Set.of());
    for (FileWatch file : List.copyOf(watching)) {
      if (file.concerns(event)) {
        boolean settled = !event.is(InotifyEvent.CREATED);
        concerned.merge(file, settled, Boolean::logicalOr);
      }
    }
    if (event.is(InotifyEvent.IGNORED)) {
      byWatch.remove(event.watch());
    }
  }

  private void lookAtAll() {
    for (FileWatch file : List.copyOf(files)) {
      file.lookIfChanged();
    }
    arm();
  }

  private void arm() {
    if (!files.isEmpty()) {
      timer.arm(loop.now() + (blind ? WITHOUT_EVENTS : EVERY));
    }
  }
}
