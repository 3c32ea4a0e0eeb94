// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.jkeepalived.notify.Notification.Kind;
import io.github.jlvs.jkeepalived.notify.Notification.Subject;
import io.github.jlvs.jkeepalived.notify.Notification.Word;
import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.jkeepalived.vrrp.KnownStates;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.Fifo;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.vrrp.linux.GroupStatus;
import io.github.jlvs.vrrp.linux.RouterStatus;
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
import java.util.stream.Stream;

/**
 * Tells scripts and FIFOs of what happens to virtual routers and virtual servers. Belongs to the
 * loop's thread.
 */
public final class Notifier implements AutoCloseable {
  private final EventLoop loop;
  private final ProcessRunner processes;
  private final Consumer<String> log;
  private final Consumer<String> serverLog;
  private final KnownStates states = new KnownStates();

  /** Those that have something to do, by who their scripts tell of. */
  private final Map<String, ScriptQueue> queues = new HashMap<>();

  private final Map<Subject, NotifyScripts> scripts = new HashMap<>();
  private final Set<Subject> deleted = new HashSet<>();
  private final List<FifoWriter> fifos = new ArrayList<>();
  private final List<CompletableFuture<Void>> waitingForIdle = new ArrayList<>();
  private Set<Subject> tellPriorities = Set.of();
  private Map<VirtualServerName, VirtualServerSetup> servers = Map.of();
  private Map<VirtualServerName, VirtualServerSetup> serversBefore = Map.of();
  private Optional<ScriptPolicy> policy = Optional.empty();

  /**
   * Makes one that tells nobody.
   *
   * @param loop what it works on
   * @param processes what runs its scripts
   * @param log takes lines
   * @param serverLog takes lines about scripts of virtual servers
   */
  public Notifier(
      EventLoop loop, ProcessRunner processes, Consumer<String> log, Consumer<String> serverLog) {
    this.loop = loop;
    this.processes = processes;
    this.log = log;
    this.serverLog = serverLog;
  }

  /**
   * Tells according to another configuration; comes before the virtual routers go over to it. Those
   * that it takes away are told of once more.
   *
   * @param configuration the configuration
   * @param wanted those of its FIFOs that this daemon writes to
   * @param newPolicy which scripts may run, and as whom
   */
  public void reconfigure(Configuration configuration, List<Fifo> wanted, ScriptPolicy newPolicy) {
    policy = Optional.of(newPolicy);
    queues.values().forEach(queue -> queue.policy(newPolicy));
    Map<Subject, NotifyScripts> next = subjects(configuration);
    deleted.addAll(scripts.keySet());
    deleted.removeAll(next.keySet());
    scripts.putAll(next);
    tellPriorities = priorities(configuration);
    serversBefore = servers;
    servers = servers(configuration);
    openFifos(wanted, newPolicy);
    check(configuration, newPolicy);
  }

  /** Now, not when they are needed: that may be the night when a director dies. */
  private void check(Configuration configuration, ScriptPolicy newPolicy) {
    ScriptCheck check = new ScriptCheck(newPolicy);
    configuration
        .vrrpInstances()
        .forEach(each -> check.of(each.setup().name(), each.notifyScripts().commands(), log));
    configuration
        .vrrpSyncGroups()
        .forEach(each -> check.of(each.setup().name(), each.notifyScripts().commands(), log));
    configuration
        .virtualServers()
        .forEach(each -> check.of(each.name().toString(), each.commands(), serverLog));
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

  private static Map<VirtualServerName, VirtualServerSetup> servers(Configuration configuration) {
    Map<VirtualServerName, VirtualServerSetup> all = new HashMap<>();
    configuration.virtualServers().forEach(server -> all.put(server.name(), server));
    return all;
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
      if (wanted.contains(writer.fifo()) && writer.isInPlace()) {
        kept.add(writer);
        writer.handle(processes, newPolicy);
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

  /**
   * Tells FIFOs what state everything is in; no script, since nothing has happened.
   *
   * @param routers virtual routers
   * @param groups sync groups
   */
  public void tellStates(List<RouterStatus> routers, List<GroupStatus> groups) {
    Stream.concat(
            routers.stream().flatMap(each -> Notifications.now(each).stream()),
            groups.stream().flatMap(each -> Notifications.now(each).stream()))
        .forEach(this::write);
  }

  private void write(Notification notification) {
    for (FifoWriter fifo : fifos) {
      if (fifo.fifo().ofRouters()) {
        fifo.line(notification.line());
      }
    }
  }

  private void tell(Notification notification) {
    Subject subject = notification.subject();
    boolean ofPriority =
        notification.state() == Word.MASTER_PRIORITY
            || notification.state() == Word.BACKUP_PRIORITY;
    if (ofPriority && !tellPriorities.contains(subject)) {
      return;
    }
    write(notification);
    List<NotifyRun> runs = notification.runs(scripts.getOrDefault(subject, NotifyScripts.NONE));
    if (!runs.isEmpty()) {
      run(subject.kind() + " " + subject.name(), subject.name(), log, runs);
    }
    if (notification.state() == Word.DELETED) {
      deleted.remove(subject);
      scripts.remove(subject);
    }
  }

  /**
   * Something has happened to a virtual server or one of its real servers.
   *
   * @param server the virtual server
   * @param event what
   */
  public void event(VirtualServerName server, HealthEvent.Notification event) {
    // One that a reload takes away may be told of after it.
    Optional.ofNullable(servers.get(server))
        .or(() -> Optional.ofNullable(serversBefore.get(server)))
        .ifPresent(setup -> tell(ServerNotification.of(setup, event)));
  }

  private void tell(ServerNotification notification) {
    for (FifoWriter fifo : fifos) {
      if (fifo.fifo().ofServers()) {
        fifo.line(notification.line());
      }
    }
    List<NotifyRun> runs = notification.runs();
    if (!runs.isEmpty()) {
      run(notification.subject(), notification.subject(), serverLog, runs);
    }
  }

  private void run(
      String subject, String name, Consumer<String> about, List<NotifyRun> notifyRuns) {
    ScriptPolicy now =
        policy.orElseThrow(() -> new IllegalStateException("told of something before the start"));
    queues
        .computeIfAbsent(
            subject,
            key ->
                new ScriptQueue(
                    name,
                    loop,
                    processes,
                    now,
                    ScriptQueue.PATIENCE,
                    about,
                    queue -> idle(key, queue)))
        .add(notifyRuns);
  }

  /** What has nothing to do any more is let go: subjects come and go with reloads. */
  private void idle(String subject, ScriptQueue queue) {
    boolean unused = queues.remove(subject, queue);
    lookForIdle();
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

  /** Closes FIFOs and tells their scripts to end; nobody is told by them any more. */
  public void closeFifos() {
    fifos.forEach(FifoWriter::close);
    fifos.clear();
  }

  /** Starts what waits, and closes FIFOs; scripts go on by themselves. */
  @Override
  public void close() {
    List.copyOf(queues.values()).forEach(ScriptQueue::startAll);
    closeFifos();
  }
}
