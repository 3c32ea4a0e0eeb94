// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.keepalived.conf.model.ScheduledReload;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.FileContent;
import io.github.jlvs.linux.FileWatcher;
import io.github.jlvs.linux.Timer;
import java.io.IOException;
import java.nio.file.Files;
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
    this(loop, say, reload, Instant::now, ZoneId.systemDefault());
  }

  ScheduledReloads(
      EventLoop loop, Consumer<String> say, Runnable reload, Supplier<Instant> clock, ZoneId zone) {
    this.loop = loop;
    this.say = say;
    this.reload = reload;
    this.clock = clock;
    this.zone = zone;
    this.timer = loop.timer(this::look);
  }

  /** Which file it is from now on; nothing changes where it is the same. */
  void configure(Optional<ScheduledReload> wanted) {
    Optional<String> before = configured.map(ScheduledReload::file);
    configured = wanted;
    if (before.equals(wanted.map(ScheduledReload::file))) {
      return;
    }
    watcher.ifPresent(FileWatcher::close);
    watcher = Optional.empty();
    if (wanted.isEmpty()) {
      schedule(Optional.empty());
      return;
    }
    FileWatcher watching =
        FileWatcher.open(loop, e -> say.accept("reload_time_file: " + e.getMessage()));
    watcher = Optional.of(watching);
    Path file = Path.of(wanted.get().file());
    Object unused = watching.watch(file, LIMIT, content -> schedule(read(file, content)));
  }

  private Optional<ReloadTime> read(Path file, FileContent content) {
    if (content instanceof FileContent.Absent) {
      return Optional.empty();
    }
    Optional<String> line = firstLine(content);
    Optional<ReloadTime> read = line.flatMap(ReloadTime::of);
    if (read.isEmpty()) {
      String found =
          line.map(text -> "its first line is " + Quoted.quote(text))
              .orElse("it cannot be read as a file");
      say.accept(
          "Reload time in %s is ignored: %s, and should be %s"
              .formatted(file, found, ReloadTime.FORMS));
    } else if (read.get().after(clock.get(), zone).isEmpty()) {
      say.accept("Reload time " + line.get() + " is in the past - ignoring");
    }
    return read;
  }

  private static Optional<String> firstLine(FileContent content) {
    if (content instanceof FileContent.Text text) {
      return Optional.of(text.text().lines().findFirst().orElse(""));
    }
    return content instanceof FileContent.TooLong much
        ? much.start().lines().findFirst()
        : Optional.empty();
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
          Duration wait = left.compareTo(LOOK) > 0 ? LOOK : left;
          timer.arm(loop.now() + Math.max(0, wait.toNanos()));
        });
  }

  private void look() {
    if (due.isPresent() && !clock.get().isBefore(due.get())) {
      due = Optional.empty();
      boolean repeats = configured.map(ScheduledReload::repeats).orElse(false);
      if (repeats) {
        schedule(time);
      } else {
        time = Optional.empty();
        remove();
      }
      reload.run();
    } else {
      arm();
    }
  }

  /** Before the reload: it must not come twice, whatever becomes of it. */
  private void remove() {
    configured
        .map(ScheduledReload::file)
        .ifPresent(
            file -> {
              try {
                Files.deleteIfExists(Path.of(file));
              } catch (IOException e) {
                say.accept(
                    "%s cannot be removed (%s): remove it, or the next start schedules it again"
                        .formatted(file, e.getMessage()));
              }
            });
  }

  @Override
  public void close() {
    timer.cancel();
    watcher.ifPresent(FileWatcher::close);
    watcher = Optional.empty();
  }
}
