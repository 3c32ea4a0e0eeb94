// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.script.UnusablePath;
import io.github.jlvs.jkeepalived.track.WatchTrouble;
import io.github.jlvs.keepalived.conf.model.ScheduledReload;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.FileContent;
import io.github.jlvs.linux.FileWatcher;
import io.github.jlvs.linux.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reloads at the time that a file says: {@code reload_time_file}. Directors whose next
 * configuration does not go with the present one can so take it at the same moment.
 *
 * <p>Belongs to the loop's thread. A clock that is set is followed within half a minute.
 */
final class ScheduledReloads implements AutoCloseable {
  /** The first line is all that counts. */
  private static final int LIMIT = 4096;

  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final EventLoop loop;
  private final Consumer<String> say;
  private final Runnable reload;
  private final Supplier<Instant> clock;
  private final ZoneId zone;
  private final Duration longestWait;
  private final Timer timer;
  private Optional<ScheduledReload> configured = Optional.empty();
  private Optional<FileWatcher> watcher = Optional.empty();
  private Optional<ReloadTime> time = Optional.empty();
  private Optional<Instant> due = Optional.empty();

  /**
   * Makes one that schedules nothing yet.
   *
   * @param say takes lines for the log
   * @param reload what is done when it is time
   */
  ScheduledReloads(EventLoop loop, Consumer<String> say, Runnable reload) {
    this(loop, say, reload, Instant::now, ZoneId.systemDefault(), LOOK);
  }

  ScheduledReloads(
      EventLoop loop,
      Consumer<String> say,
      Runnable reload,
      Supplier<Instant> clock,
      ZoneId zone,
      Duration longestWait) {
    this.loop = loop;
    this.say = say;
    this.reload = reload;
    this.clock = clock;
    this.zone = zone;
    this.longestWait = longestWait;
    this.timer = loop.timer(this::look);
  }

  /** Which file it is from now on; nothing changes where it is the same. */
  void configure(Optional<ScheduledReload> wanted) {
    Optional<String> before = configured.map(ScheduledReload::file);
    configured = wanted;
    Optional<String> file = wanted.map(ScheduledReload::file);
    if (before.equals(file)) {
      return;
    }
    watcher.ifPresent(FileWatcher::close);
    watcher = Optional.empty();
    file.flatMap(this::path).ifPresentOrElse(this::watch, () -> schedule(Optional.empty()));
  }

  private Optional<Path> path(String file) {
    try {
      return Optional.of(Path.of(file));
    } catch (InvalidPathException e) {
      say.accept("reload_time_file " + file + " is not read: " + UnusablePath.why(e));
      return Optional.empty();
    }
  }

  private void watch(Path file) {
    FileWatcher watching =
        FileWatcher.open(
            loop, trouble -> say.accept(WatchTrouble.of("files of reload times", trouble)));
    watcher = Optional.of(watching);
    Object unused = watching.watch(file, LIMIT, content -> schedule(read(file, content)));
  }

  private Optional<ReloadTime> read(Path file, FileContent content) {
    if (content instanceof FileContent.Text text) {
      return read(file, text.text());
    } else if (content instanceof FileContent.TooLong much) {
      return read(file, much.start());
    } else if (content instanceof FileContent.NotAFile) {
      say.accept("Reload time in " + file + " is ignored: that is not a regular file");
    } else if (content instanceof FileContent.Unreadable unreadable) {
      say.accept(
          "Reload time in %s is ignored: it cannot be read (%s)"
              .formatted(file, unreadable.errno().description()));
    } else if (!(content instanceof FileContent.Absent)) {
      throw new IllegalStateException("not known what follows from " + content);
    }
    return Optional.empty();
  }

  private Optional<ReloadTime> read(Path file, String text) {
    String line = text.lines().findFirst().orElse("");
    Optional<ReloadTime> read = ReloadTime.of(line);
    if (read.isEmpty()) {
      say.accept(
          "Reload time in %s is ignored: its first line is %s, and should be %s"
              .formatted(file, Quoted.quote(line), ReloadTime.FORMS));
    } else if (read.get().after(clock.get(), zone).isEmpty()) {
      say.accept("Reload time " + line + " is in the past - ignoring");
    }
    return read;
  }

  private void schedule(Optional<ReloadTime> read) {
    time = read;
    Optional<Instant> before = due;
    due = time.flatMap(each -> each.after(clock.get(), zone));
    if (!due.equals(before)) {
      tell(before);
    }
    arm();
  }

  private void tell(Optional<Instant> before) {
    if (due.isEmpty()) {
      before.ifPresent(old -> say.accept("Cancelling reload scheduled for " + shown(old)));
    } else if (before.isEmpty()) {
      say.accept("Scheduling reload for " + shown(due.get()));
    } else {
      say.accept("Reload time updated from " + shown(before.get()) + " to " + shown(due.get()));
    }
  }

  private String shown(Instant when) {
    return SHOWN.format(when.atZone(zone));
  }

  private void arm() {
    timer.cancel();
    due.ifPresent(
        when -> {
          Duration left = Duration.between(clock.get(), when);
          // The clock of the loop is another one, which nobody sets.
          Duration wait = left.compareTo(longestWait) > 0 ? longestWait : left;
          timer.arm(loop.now() + Math.max(0, wait.toNanos()));
        });
  }

  private void look() {
    if (due.isPresent() && !clock.get().isBefore(due.get())) {
      due = Optional.empty();
      if (configured.filter(ScheduledReload::repeats).isPresent()) {
        schedule(time);
      } else {
        configured.map(ScheduledReload::file).map(Path::of).ifPresent(this::remove);
      }
      reload.run();
    } else {
      arm();
    }
  }

  /** Before the reload: it must not come twice, whatever becomes of it. */
  private void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      say.accept(
          "%s cannot be removed (%s): remove it, or the next start may reload by it once more"
              .formatted(file, e.getMessage()));
    }
  }

  @Override
  public void close() {
    timer.cancel();
    watcher.ifPresent(FileWatcher::close);
    watcher = Optional.empty();
  }
}
