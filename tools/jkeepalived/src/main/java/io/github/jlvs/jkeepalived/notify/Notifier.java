// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.jkeepalived.notify.Notification.Kind;
import io.github.jlvs.jkeepalived.notify.Notification.Subject;
import io.github.jlvs.jkeepalived.notify.Notification.Word;
import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.Fifo;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Tells scripts and FIFOs of what happens to virtual routers. Belongs to the loop's thread. */
public final class Notifier implements AutoCloseable {
  private final EventLoop loop;
  private final ProcessRunner processes;
  private final Consumer<String> log;
  private final KnownStates states = new KnownStates();
  private final Map<Subject, ScriptQueue> queues = new HashMap<>();
  private final Map<Subject, NotifyScripts> scripts = new HashMap<>();
  private final Set<Subject> deleted = new HashSet<>();
  private final List<FifoWriter> fifos = new ArrayList<>();
  private final List<CompletableFuture<Void>> waitingForIdle = new ArrayList<>();
  private Set<Subject> tellPriorities = Set.of();
  private Optional<ScriptPolicy> policy = Optional.empty();

  /**
   * Makes one that tells nobody.
   *
   * @param loop what it works on
   * @param processes what runs its scripts
   * @param log takes lines
   */
  public Notifier(EventLoop loop, ProcessRunner processes, Consumer<String> log) {
    this.loop = loop;
    this.processes = processes;
    this.log = log;
  }

  /**
   * Tells according to another configuration; comes before the virtual routers go over to it. Those
   * that it takes away are told of once more.
   *
   * @param configuration the configuration
   * @param newPolicy which scripts may run, and as whom
   */
  public void reconfigure(Configuration configuration, ScriptPolicy newPolicy) {
    policy = Optional.of(newPolicy);
    queues.values().forEach(queue -> queue.policy(newPolicy));
    Map<Subject, NotifyScripts> next = subjects(configuration);
    deleted.addAll(scripts.keySet());
    deleted.removeAll(next.keySet());
    scripts.putAll(next);
    tellPriorities = priorities(configuration);
    openFifos(configuration.global().fifos(), newPolicy);
  }

  private static Map<Subject, NotifyScripts> subjects(Configuration configuration) {
    Map<Subject, NotifyScripts> subjects = new HashMap<>();
    configuration
        .vrrpInstances()
        .forEach(
            each ->
                subjects.put(
                    new Subject(Kind.INSTANCE, each.setup().name()), each.notifyScripts()));
    configuration
        .vrrpSyncGroups()
        .forEach(
            each ->
                subjects.put(new Subject(Kind.GROUP, each.setup().name()), each.notifyScripts()));
    return subjects;
  }

  private static Set<Subject> priorities(Configuration configuration) {
    Set<Subject> all = new HashSet<>();
    configuration.vrrpInstances().stream()
        .filter(each -> each.notifyScripts().priorityChanges())
        .forEach(each -> all.add(new Subject(Kind.INSTANCE, each.setup().name())));
    return all;
  }

  private void openFifos(List<Fifo> wanted, ScriptPolicy newPolicy) {
    List<FifoWriter> kept = new ArrayList<>();
    for (FifoWriter writer : fifos) {
      if (wanted.contains(writer.fifo())) {
        kept.add(writer);
      } else {
        writer.close();
      }
    }
    fifos.clear();
    for (Fifo fifo : wanted) {
      kept.stream()
          .filter(writer -> writer.fifo().equals(fifo))
          .findFirst()
          .or(() -> FifoWriter.open(fifo, loop, processes, newPolicy, log))
          .ifPresent(fifos::add);
    }
  }

  /**
   * Something has happened to a virtual router or a group.
   *
   * @param event what
   */
  public void event(RunnerEvent event) {
    Notifications.of(event, deleted, states).ifPresent(this::tell);
  }

  private void tell(Notification notification) {
    Subject subject = notification.subject();
    boolean ofPriority =
        notification.state() == Word.MASTER_PRIORITY
            || notification.state() == Word.BACKUP_PRIORITY;
    if (ofPriority && !tellPriorities.contains(subject)) {
      return;
    }
    for (FifoWriter fifo : fifos) {
      if (fifo.fifo().ofRouters()) {
        fifo.line(notification.line());
      }
    }
    List<NotifyRun> runs = notification.runs(scripts.getOrDefault(subject, NotifyScripts.NONE));
    if (!runs.isEmpty()) {
      queue(subject).add(runs);
    }
    if (notification.state() == Word.DELETED) {
      deleted.remove(subject);
      scripts.remove(subject);
    }
  }

  private ScriptQueue queue(Subject subject) {
    ScriptPolicy now =
        policy.orElseThrow(() -> new IllegalStateException("told of something before the start"));
    return queues.computeIfAbsent(
        subject,
        name -> new ScriptQueue(name.name(), loop, processes, now, log, queue -> lookForIdle()));
  }

  /**
   * When all scripts that were started or wait have ended.
   *
   * @return completed on the loop's thread; at once where none runs
   */
  public CompletableFuture<Void> whenIdle() {
    CompletableFuture<Void> idle = new CompletableFuture<>();
    waitingForIdle.add(idle);
    lookForIdle();
    return idle;
  }

  private void lookForIdle() {
    if (queues.values().stream().allMatch(ScriptQueue::isIdle)) {
      waitingForIdle.forEach(each -> each.complete(null));
      waitingForIdle.clear();
    }
  }

  /** Starts what waits, closes FIFOs and ends their scripts; other scripts go on by themselves. */
  @Override
  public void close() {
    queues.values().forEach(ScriptQueue::startAll);
    fifos.forEach(FifoWriter::close);
    fifos.clear();
  }
}
