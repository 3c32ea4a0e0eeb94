// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.healthcheck.probe.FileNumber;
import io.github.jlvs.jkeepalived.script.UnusablePath;
import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.FileContent;
import io.github.jlvs.linux.FileWatch;
import io.github.jlvs.linux.FileWatcher;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Watches the files that virtual routers track, and reports the number in each. A file that is
 * absent, empty or without a number counts as 0, as in keepalived. Everything happens on the loop's
 * thread.
 */
public final class FileTracker implements AutoCloseable {
  /** A number is in the first line. */
  private static final int LIMIT = 128;

  private static final int NOTHING = 0;

  /** A file under watch, as it was configured. */
  private record Watched(TrackedFile file, FileWatch watch) {}

  private final EventLoop loop;
  private final TrackedThings things;
  private final Consumer<String> log;
  private final Map<String, Watched> files = new LinkedHashMap<>();

  /** The number of each, as it was reported last. */
  private final Map<String, Integer> known = new HashMap<>();

  /** Only where there is something to watch: a user has few inotify instances. */
  private Optional<FileWatcher> watcher = Optional.empty();

  /**
   * Makes one without files.
   *
   * @param loop what it works on
   * @param things told what the files hold
   * @param log takes lines
   */
  public FileTracker(EventLoop loop, TrackedThings things, Consumer<String> log) {
    this.loop = loop;
    this.things = things;
    this.log = log;
  }

  /**
   * Watches exactly these files from now on. One whose definition stays is not touched. What a new
   * one shall hold is written first; in one that was there before, only if the file is gone.
   *
   * @param configured the files
   */
  public void reconfigure(List<TrackedFile> configured) {
    Map<String, Watched> before = new LinkedHashMap<>(files);
    files.clear();
    for (TrackedFile file : configured) {
      Optional<Watched> old = Optional.ofNullable(before.remove(file.name()));
      try {
        files.put(file.name(), watched(file, Path.of(file.path()), old));
      } catch (InvalidPathException e) {
        old.ifPresent(was -> was.watch().close());
        log.accept("Cannot track file " + file.name() + ": " + UnusablePath.why(e));
        things.report(file.thing(), TrackedState.UNTRACKED);
      }
    }
    for (Watched gone : before.values()) {
      gone.watch().close();
      known.remove(gone.file().name());
      things.report(gone.file().thing(), TrackedState.UNKNOWN);
    }
    if (files.isEmpty()) {
      close();
    }
  }

  /**
   * What they hold at this moment.
   *
   * @return one report for each that is watched
   */
  public List<TrackedReport.OfFile> reports() {
    return files.values().stream()
        .map(
            each ->
                new TrackedReport.OfFile(
                    each.file(), known.getOrDefault(each.file().name(), NOTHING)))
        .toList();
  }

  private Watched watched(TrackedFile file, Path path, Optional<Watched> old) {
    Optional<FileWatch> same =
        old.filter(was -> was.file().path().equals(file.path())).map(Watched::watch);
    file.init()
        .flatMap(
            init -> InitFile.write(file, path, init.value(), init.overwrite() && same.isEmpty()))
        .ifPresent(log);
    if (same.isPresent()) {
      return new Watched(file, same.get());
    }
    old.ifPresent(was -> was.watch().close());
    FileWatcher open = watcher.orElseGet(this::open);
    watcher = Optional.of(open);
    return new Watched(file, open.watch(path, LIMIT, content -> report(file, content)));
  }

  private FileWatcher open() {
    return FileWatcher.open(loop, trouble -> log.accept(WatchTrouble.of("tracked files", trouble)));
  }

  private void report(TrackedFile file, FileContent content) {
    if (content instanceof FileContent.Text text) {
      report(file, text.text());
    } else if (content instanceof FileContent.TooLong start) {
      report(file, start.start());
    } else if (content instanceof FileContent.Absent) {
      told(file, NOTHING);
    } else if (content instanceof FileContent.NotAFile) {
      log.accept(
          "%s of tracked file %s is not a regular file: it counts as 0"
              .formatted(file.path(), file.name()));
      told(file, NOTHING);
    } else if (content instanceof FileContent.Unreadable unreadable) {
      log.accept(
          "Cannot read %s of tracked file %s: %s; the last number stays"
              .formatted(file.path(), file.name(), unreadable.errno()));
      stays(file);
    } else {
      throw new IllegalStateException("not known what follows from " + content);
    }
  }

  private void report(TrackedFile file, String text) {
    OptionalInt value = FileNumber.of(text);
    if (value.isPresent()) {
      told(file, value.getAsInt());
    } else {
      log.accept(
          "Invalid number %s read from %s - ignoring".formatted(printable(text), file.path()));
      stays(file);
    }
  }

  private void told(TrackedFile file, int value) {
    known.put(file.name(), value);
    things.report(file.thing(), new TrackedState.Value(value));
  }

  /** A virtual router must not wait for a number that does not come: at first it is 0. */
  private void stays(TrackedFile file) {
    if (!known.containsKey(file.name())) {
      told(file, NOTHING);
    }
  }

  /** Somebody else's words on one line of the log. */
  private static String printable(String text) {
    return text.strip().lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
  }

  /** Watches none any more. */
  @Override
  public void close() {
    files.clear();
    known.clear();
    watcher.ifPresent(FileWatcher::close);
    watcher = Optional.empty();
  }
}
