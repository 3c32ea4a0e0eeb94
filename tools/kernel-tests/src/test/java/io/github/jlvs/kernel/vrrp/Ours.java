// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.GroupSetup;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import io.github.jlvs.vrrp.linux.VrrpDaemon;
import io.github.jlvs.vrrp.recording.Recording;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The library's own daemon on a host of the lab, with everything that it has told so far. */
final class Ours implements AutoCloseable {
  private final Host host;
  private final List<RunnerEvent> events = new CopyOnWriteArrayList<>();
  private final VrrpDaemon daemon;

  private Ours(
      Host host, List<RouterSetup> setups, List<GroupSetup> groups, RunnerOptions options) {
    this.host = host;
    this.daemon = VrrpDaemon.start(setups, groups, options, events::add);
  }

  static Ours start(Host host, RouterSetup... setups) {
    return start(host, List.of(setups), List.of());
  }

  static Ours start(Host host, List<RouterSetup> setups, List<GroupSetup> groups) {
    return new Ours(host, setups, groups, options(host));
  }

  /** With the run recorded. */
  static Ours recorded(
      Host host, List<RouterSetup> setups, List<GroupSetup> groups, Recording recording) {
    return new Ours(host, setups, groups, options(host).recordingTo(recording));
  }

  private static RunnerOptions options(Host host) {
    return RunnerOptions.defaults()
        .inNamespace(new NetworkNamespace(host.networkNamespace()))
        .withReportInterval(Duration.ofSeconds(2));
  }

  VrrpDaemon daemon() {
    return daemon;
  }

  RouterStatus status() {
    return daemon.routers().get(0);
  }

  State state() {
    return status().state();
  }

  /** Waits for the first virtual router to be in a state. */
  void awaitState(State wanted, Duration limit) {
    Await.value(wanted + " on " + host, limit, this::state, state -> state == wanted);
  }

  /** Puts the virtual routers into fault: something that they track is down. */
  void lose() {
    report(Directors.TRACKED.thing(), -254);
  }

  /** Reports a number of something that virtual routers track. */
  void report(String thing, int number) {
    report(daemon, thing, number);
  }

  static void report(VrrpDaemon daemon, String thing, int number) {
    boolean unused =
        daemon
            .ask(
                runner -> {
                  runner.report(thing, new TrackedState.Value(number));
                  return true;
                })
            .join();
  }

  /** What it has told so far. */
  List<RunnerEvent> events() {
    return List.copyOf(events);
  }

  <T extends RunnerEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** That it has told of its states, so that it tells, and of nothing of a kind. */
  void assertNeverTold(Class<? extends RunnerEvent> kind) {
    assertThat(events(RunnerEvent.StateChanged.class)).as("what it told of %s", host).isNotEmpty();
    assertThat(events(kind)).as("on %s", host).isEmpty();
  }

  /** Waits for an event whose text contains a text. */
  void awaitEvent(String text, Duration limit) {
    Await.value(
        text + " on " + host,
        limit,
        this::events,
        all -> all.stream().anyMatch(event -> event.toString().contains(text)));
  }

  @Override
  public void close() {
    daemon.close();
  }
}
