// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.linux.process.ProcessEntry;
import io.github.jlvs.linux.process.ProcessEvent;
import io.github.jlvs.linux.process.ProcessEvents;
import io.github.jlvs.linux.process.ProcessTable;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Counts the processes that virtual routers track, and reports whether there are as many as there
 * should be. The kernel tells of each process that is made, renamed or ends, where it does: until
 * it has confirmed that, and where it does not, all processes are looked at every second.
 * Everything happens on the loop's thread.
 */
public final class ProcessTracker implements AutoCloseable {
  private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

  /** Where process events come from. */
  @FunctionalInterface
  interface Source {
    /**
     * Begins to listen.
     *
     * @return ends that
     * @throws LinuxException if there are none here
     */
    Listening listen(ProcessEvents.Listener listener);
  }

  /** That somebody listens. */
  @FunctionalInterface
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /** A tracked process with its count. */
  private record Counted(TrackedProcess tracked, ProcessMatch match, ProcessQuorum quorum) {}

  private final EventLoop loop;
  private final ProcessTable table;
  private final TrackedThings things;
  private final Consumer<String> log;
  private final Source source;
  private final Map<String, Counted> processes = new LinkedHashMap<>();
  private final Timer look;
  private final Timer delays;
  private Optional<Listening> events = Optional.empty();
  private boolean asked;
  private boolean confirmed;

  /** Whether the processes could not be read the last time, which was said. */
  private boolean unreadable;

  /**
   * Makes one that counts nothing.
   *
   * @param loop what it works on
   * @param table the processes
   * @param things told whether there are enough
   * @param log takes lines
   */
  public ProcessTracker(
      EventLoop loop, ProcessTable table, TrackedThings things, Consumer<String> log) {
    this(loop, table, listener -> ProcessEvents.open(loop, listener)::close, things, log);
  }

  /** With process events of another source. */
  ProcessTracker(
      EventLoop loop,
      ProcessTable table,
      Source source,
      TrackedThings things,
      Consumer<String> log) {
    this.loop = loop;
    this.source = source;
    this.table = table;
    this.things = things;
    this.log = log;
    this.look = loop.timer(this::lookAgain);
    this.delays = loop.timer(this::delaysPassed);
  }

  /**
   * Counts exactly these from now on. One whose definition stays is not touched.
   *
   * @param configured the processes
   */
  public void reconfigure(List<TrackedProcess> configured) {
    Map<String, Counted> before = new LinkedHashMap<>(processes);
    processes.clear();
    List<TrackedProcess> added = new ArrayList<>();
    for (TrackedProcess each : configured) {
      Counted old = before.get(each.name());
      if (old != null && old.tracked().equals(each)) {
        processes.put(each.name(), old);
      } else {
        added.add(each);
      }
    }
    listen(!configured.isEmpty());
    start(added);
    for (Counted gone : before.values()) {
      if (!processes.containsKey(gone.tracked().name())) {
        things.report(gone.tracked().thing(), TrackedState.UNKNOWN);
      }
    }
    arm();
  }

  /**
   * How they are at this moment.
   *
   * @return one report for each
   */
  public List<TrackedReport.OfProcess> reports() {
    return processes.values().stream()
        .map(
            each ->
                new TrackedReport.OfProcess(
                    each.tracked(), each.quorum().count(), each.quorum().isReached()))
        .toList();
  }

  /** Listens before it looks, so that nothing happens between the two. */
  private void listen(boolean wanted) {
    if (!wanted) {
      events.ifPresent(Listening::close);
      events = Optional.empty();
      asked = false;
      confirmed = false;
      look.cancel();
    } else if (!asked) {
      asked = true;
      try {
        events = Optional.of(source.listen(new Heard()));
      } catch (LinuxException e) {
        withoutEvents(e.getMessage());
      }
      look.arm(loop.now() + EVERY);
    }
  }

  private void start(List<TrackedProcess> added) {
    if (added.isEmpty()) {
      return;
    }
    List<ProcessMatch> matches = added.stream().map(ProcessMatch::new).toList();
    List<ProcessEntry> running = running(matches).orElse(List.of());
    for (ProcessMatch match : matches) {
      ProcessQuorum quorum = new ProcessQuorum(match.tracked(), matching(match, running));
      Counted counted = new Counted(match.tracked(), match, quorum);
      processes.put(match.tracked().name(), counted);
      report(counted);
    }
  }

  private void withoutEvents(String why) {
    log.accept("No process events, processes are looked at every second: " + why);
    events.ifPresent(Listening::close);
    events = Optional.empty();
  }

  // ---- What runs

  /** Nothing where that cannot be known, as for want of a descriptor: it is no end of anything. */
  private Optional<List<ProcessEntry>> running(List<ProcessMatch> matches) {
    try {
      List<ProcessEntry> all = table.all(matches.stream().anyMatch(ProcessMatch::needsWords));
      unreadable = false;
      return Optional.of(all);
    } catch (IOException e) {
      if (!unreadable) {
        log.accept(
            "Cannot read the processes, what was counted before stays (said once): "
                + e.getMessage());
      }
      unreadable = true;
      return Optional.empty();
    }
  }

  private static Set<Integer> matching(ProcessMatch match, List<ProcessEntry> running) {
    Set<Integer> pids = new HashSet<>();
    for (ProcessEntry entry : running) {
      if (match.matches(entry)) {
        pids.add(entry.pid());
      }
    }
    return pids;
  }

  private void lookAgain() {
    if (!confirmed && events.isPresent()) {
      withoutEvents("the kernel does not answer, as in another process namespace");
    }
    lookAtAll();
    if (!confirmed) {
      look.arm(loop.now() + EVERY);
    }
  }

  private void lookAtAll() {
    running(processes.values().stream().map(Counted::match).toList())
        .ifPresent(
            running -> {
              for (Counted each : processes.values()) {
                told(each, each.quorum().looked(matching(each.match(), running), loop.now()));
              }
            });
    arm();
  }

  // ---- What happens

  private final class Heard implements ProcessEvents.Listener {
    @Override
    public void happened(ProcessEvent event) {
      if (event instanceof ProcessEvent.Other) {
        return;
      }
      if (event instanceof ProcessEvent.Forked fork) {
        forked(fork);
      } else if (event instanceof ProcessEvent.Executed executed) {
        changed(executed.process(), true);
      } else if (event instanceof ProcessEvent.Renamed renamed) {
        renamed(renamed);
      } else if (event instanceof ProcessEvent.Exited exited) {
        exited(exited);
      } else if (event instanceof ProcessEvent.Acknowledged acknowledged) {
        acknowledged(acknowledged);
      } else {
        throw new IllegalStateException("not known what follows from " + event);
      }
      arm();
    }

    @Override
    public void lost() {
      lookAtAll();
    }
  }

  /** Any socket's wish to listen is acknowledged to all. */
  private void acknowledged(ProcessEvent.Acknowledged answer) {
    if (confirmed) {
      return;
    }
    if (answer.refused().isPresent()) {
      withoutEvents(answer.refused().get().toString());
      return;
    }
    confirmed = true;
    look.cancel();
    log.accept("proc_events has confirmed it is configured");
    lookAtAll();
  }

  /** A new process is as its parent until it says otherwise. */
  private void forked(ProcessEvent.Forked fork) {
    for (Counted each : processes.values()) {
      if (fork.isProcess() && each.quorum().counts(fork.parent())) {
        told(each, each.quorum().forked(fork.process(), loop.now()));
      }
    }
  }

  private void renamed(ProcessEvent.Renamed renamed) {
    if (renamed.thread() == renamed.process()) {
      changed(renamed.process(), false);
    }
  }

  private void exited(ProcessEvent.Exited exited) {
    for (Counted each : processes.values()) {
      if (exited.thread() == exited.process()) {
        told(each, each.quorum().ended(exited.process(), loop.now()));
      }
    }
  }

  /** Another name does not change a command line. */
  private void changed(int pid, boolean words) {
    List<Counted> concerned =
        processes.values().stream().filter(each -> words || !each.match().needsWords()).toList();
    if (concerned.isEmpty()) {
      return;
    }
    boolean needed = concerned.stream().anyMatch(each -> each.match().needsWords());
    Optional<ProcessEntry> entry = table.process(pid, needed);
    for (Counted each : concerned) {
      boolean matches = entry.filter(each.match()::matches).isPresent();
      ProcessQuorum quorum = each.quorum();
      told(each, matches ? quorum.began(pid, loop.now()) : quorum.ended(pid, loop.now()));
    }
  }

  private void delaysPassed() {
    for (Counted each : processes.values()) {
      told(each, each.quorum().passed(loop.now()));
    }
    arm();
  }

  private void arm() {
    OptionalLong next = OptionalLong.empty();
    for (Counted each : processes.values()) {
      OptionalLong due = each.quorum().nextDeadline();
      if (due.isPresent() && (next.isEmpty() || due.getAsLong() - next.getAsLong() < 0)) {
        next = due;
      }
    }
    if (next.isPresent()) {
      delays.arm(next.getAsLong());
    } else {
      delays.cancel();
    }
  }

  private void told(Counted process, boolean changed) {
    if (changed) {
      log.accept(
          "Quorum %s for tracked process %s"
              .formatted(
                  process.quorum().isReached() ? "gained" : "lost", process.tracked().name()));
      report(process);
    }
  }

  private void report(Counted process) {
    things.report(
        process.tracked().thing(),
        process.quorum().isReached() ? TrackedState.UP : TrackedState.DOWN);
  }

  /** Counts none any more. */
  @Override
  public void close() {
    processes.clear();
    look.cancel();
    delays.cancel();
    events.ifPresent(Listening::close);
    events = Optional.empty();
  }
}
