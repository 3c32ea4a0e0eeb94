// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A runner on a {@link FakeHost}, and all that it told. */
final class RunnerUnderTest implements AutoCloseable {
  private final List<RunnerEvent> told = new ArrayList<>();
  private final FakeHost host;
  private final VrrpRunner runner;
  private HostSettings settings = HostSettings.DEFAULT;
  private TrackedState reported = TrackedState.UNKNOWN;

  RunnerUnderTest(FakeHost host) {
    this.host = host;
    this.runner = new VrrpRunner(host, RunnerOptions.defaults(), told::add);
  }

  /** What holds from the next run on. */
  void settings(HostSettings changed) {
    settings = changed;
  }

  /** Reports how {@link SetupShapes#SCRIPT} is. */
  void report(TrackedState state) {
    reported = state;
    runner.report(SetupShapes.SCRIPT, state);
    host.settle();
  }

  /** What was reported last. */
  TrackedState reported() {
    return reported;
  }

  /** Runs exactly these from now on. */
  void run(RouterSetup... setups) {
    run(List.of(setups), List.of());
  }

  void run(List<RouterSetup> setups, List<GroupSetup> groups) {
    run(setups, groups, StaticSetup.NONE);
  }

  void run(List<RouterSetup> setups, List<GroupSetup> groups, StaticSetup statics) {
    runner.reconfigure(setups, groups, settings.withStatics(statics));
    host.settle();
  }

  /** A datagram of another router with that setup. */
  static byte[] advertisement(RouterSetup setup, String from, String to, int priority) {
    InetAddress source = Addresses.ip(from);
    InetAddress destination = Addresses.ip(to);
    byte[] vrrp =
        AdvertisementCodec.encode(setup.config().advertisement(priority), source, destination);
    return Addresses.copy(IpHeader.before(vrrp, source, destination, Advertisement.TTL)).array();
  }

  VrrpRunner runner() {
    return runner;
  }

  /** What it told since the last call. */
  List<RunnerEvent> told() {
    List<RunnerEvent> news = List.copyOf(told);
    told.clear();
    return news;
  }

  /** What it told of one kind since the last call of {@link #told()}. */
  <E extends RunnerEvent> List<E> told(Class<E> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  State state(String router) {
    return status(router).state();
  }

  /** What is down of the things tracked. */
  List<String> down(String router) {
    return status(router).trackedDown();
  }

  RouterStatus status(String router) {
    return runner.router(router).orElseThrow();
  }

  @Override
  public void close() {
    runner.close();
  }
}
