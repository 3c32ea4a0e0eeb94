// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.FileNumber;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.FileContent;
import io.github.jlvs.linux.FileWatch;
import io.github.jlvs.linux.FileWatcher;
import io.github.jlvs.linux.LinuxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Tries that judge what a file holds: under watch what it held last, else what it holds now. */
final class FileAttempts implements Attempts {
  /** A number is in the first line. */
  private static final int LIMIT = 128;

  private final FileProbe probe;

  /** Empty where the file system has no such name, in the locale that this process runs in. */
  private final Optional<Path> path;

  private final Supplier<FileWatcher> watcher;
  private Optional<FileWatch> watch = Optional.empty();

  /** What cannot be read leaves it. */
  private int number;

  /** Makes them; the watcher is asked for when there is something to watch. */
  FileAttempts(FileProbe probe, Supplier<FileWatcher> watcher) {
    this.probe = probe;
    this.path = path(probe.path());
    this.watcher = watcher;
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public void watch(Runnable changed) {
    watch =
        path.map(
            file ->
                watcher
                    .get()
                    .watch(
                        file,
                        LIMIT,
                        content -> {
                          take(content);
                          changed.run();
                        }));
  }

  private void take(FileContent content) {
    if (content instanceof FileContent.Text text) {
      number = numberOr(number, text.text());
    } else if (content instanceof FileContent.TooLong start) {
      number = numberOr(number, start.start());
    } else if (content instanceof FileContent.Absent || content instanceof FileContent.NotAFile) {
      number = 0;
    } else if (!(content instanceof FileContent.Unreadable)) {
      throw new IllegalStateException("not known what follows from " + content);
    }
  }

  private static int numberOr(int before, String text) {
    OptionalInt read = FileNumber.of(text);
    return read.orElse(before);
  }

  @Override
  public Attempt next(Attempt.Owner owner) {
    return new Look(owner);
  }

  @Override
  public void close() {
    watch.ifPresent(FileWatch::close);
  }

  /** Over as soon as it begins. */
  private final class Look implements Attempt {
    private final Attempt.Owner owner;

    Look(Attempt.Owner owner) {
      this.owner = owner;
    }

    @Override
    public void start() {
      if (path.isEmpty()) {
        owner.impossible(
            new LinuxException(
                "read "
                    + probe.path()
                    + ", which has characters that no path here has (LC_ALL=C.UTF-8 has more)",
                Errno.EINVAL));
        return;
      }
      if (watch.isEmpty()) {
        take(FileContent.read(path.get(), LIMIT));
      }
      owner.result(probe.judge(number));
    }

    @Override
    public ProbeResult silent(Duration limit) {
      throw new IllegalStateException("a look at a file takes no time");
    }

    @Override
    public ProbeResult overdue(Duration limit) {
      return silent(limit);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
