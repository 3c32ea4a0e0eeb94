// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A daemon that is asked for, and what a kernel says of the one that runs. */
class SyncDaemonProperties {
  @Property(tries = 200)
  void what_was_started_is_what_runs(@ForAll("daemons") SyncDaemon daemon) {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs ipvs = kernel.open()) {
      ipvs.start(daemon);

      List<SyncDaemon> running = ipvs.daemons();

      assertThat(running).hasSize(1);
      assertThat(daemon.isWhatRuns(running.get(0))).as(daemon + " as " + running).isTrue();
    }
  }

  /**
   * One that runs without a start of ours is left alone only where a start would change nothing.
   */
  @Property(tries = 500)
  void what_a_start_would_change_is_not_what_runs(
      @ForAll("daemons") SyncDaemon wanted, @ForAll("daemons") SyncDaemon other) {
    SyncDaemon fresh = started(wanted);
    SyncDaemon running = started(other);
    boolean roomier =
        wanted.state() == SyncDaemon.State.BACKUP
            && wanted.maximumLength() == 0
            && running.maximumLength() > fresh.maximumLength()
            && withLength(running, fresh.maximumLength()).equals(fresh);

    assertThat(wanted.isWhatRuns(running)).isEqualTo(fresh.equals(running) || roomier);
  }

  @Example
  void a_receivers_room_grows_with_the_interface() {
    SyncDaemon receiver = SyncDaemon.of(SyncDaemon.State.BACKUP, "eth0", 3);
    SyncDaemon sender = SyncDaemon.of(SyncDaemon.State.MASTER, "eth0", 3);

    assertThat(receiver.isWhatRuns(withLength(receiver, 8972))).isTrue();
    assertThat(sender.isWhatRuns(withLength(sender, 8972))).isFalse();
  }

  @Example
  void an_old_kernel_says_little_and_that_counts() {
    SyncDaemon exact =
        new SyncDaemon(
            SyncDaemon.State.MASTER,
            "eth0",
            3,
            900,
            Optional.of(IpAddresses.literal("224.0.0.9")),
            9,
            9);

    assertThat(exact.isWhatRuns(SyncDaemon.of(SyncDaemon.State.MASTER, "eth0", 3))).isTrue();
    assertThat(exact.isWhatRuns(SyncDaemon.of(SyncDaemon.State.MASTER, "eth0", 4))).isFalse();
    assertThat(exact.isWhatRuns(SyncDaemon.of(SyncDaemon.State.MASTER, "eth1", 3))).isFalse();
  }

  private static SyncDaemon started(SyncDaemon daemon) {
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      ipvs.start(daemon);
      return ipvs.daemons().get(0);
    }
  }

  private static SyncDaemon withLength(SyncDaemon daemon, int length) {
    return new SyncDaemon(
        daemon.state(),
        daemon.multicastInterface(),
        daemon.syncId(),
        length,
        daemon.group(),
        daemon.port(),
        daemon.ttl());
  }

  @Provide
  Arbitrary<SyncDaemon> daemons() {
    Arbitrary<InetAddress> groups =
        Arbitraries.of("224.0.0.81", "224.0.0.99", "ff02::5").map(IpAddresses::literal);
    return Combinators.combine(
            Arbitraries.of(SyncDaemon.State.class),
            Arbitraries.of("eth0", "eth1"),
            Arbitraries.of(0, 1, 255),
            Arbitraries.of(0, 1, 1000, 1024, 1452, 1472, 1473, 65507),
            groups.optional(),
            Arbitraries.of(0, 8848, 65535),
            Arbitraries.of(0, 1, 255))
        .as(SyncDaemon::new);
  }
}
