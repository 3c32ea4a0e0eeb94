// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to be done for the synchronisation daemon and the timeouts to be as they should be.
 *
 * <p>The kernel has one sender and one receiver, and nothing says who started them. While a daemon
 * is wanted it is the only one: what an earlier life has left, or somebody has started, goes. When
 * none is wanted any more, the last one that was wanted goes, and no other.
 *
 * <p>A timeout that is set gets its old value back when it is not wanted any more.
 *
 * <p>Pure; belongs to the writer's thread.
 */
final class SettingsPlan {
  private Optional<SyncDaemon> ours = Optional.empty();

  /** What the kernel had before, of what has been set; 0 for what has not. */
  private Timeouts before = DesiredSettings.NONE.timeouts();

  /** Whether there is anything to look at. */
  boolean concerns(DesiredSettings desired) {
    return !desired.equals(DesiredSettings.NONE)
        || ours.isPresent()
        || !before.equals(DesiredSettings.NONE.timeouts());
  }

  /** What leads from the state that was read to the desired one. */
  List<Operation> operations(DesiredSettings desired, List<SyncDaemon> running, Timeouts timeouts) {
    List<Operation> operations = new ArrayList<>();
    if (desired.syncDaemon().isPresent()) {
      only(desired.syncDaemon().get(), running, operations);
    } else {
      running.stream()
          .filter(each -> ours.filter(daemon -> daemon.isWhatRuns(each)).isPresent())
          .forEach(each -> operations.add(new Operation.StopDaemon(each.state())));
    }
    timeouts(desired.timeouts(), timeouts).ifPresent(operations::add);
    return operations;
  }

  /** All of that was done, or there was nothing to do. */
  void reached(DesiredSettings desired) {
    Timeouts wanted = desired.timeouts();
    ours = desired.syncDaemon();
    before =
        new Timeouts(
            wanted.tcpSeconds() == 0 ? 0 : before.tcpSeconds(),
            wanted.tcpFinSeconds() == 0 ? 0 : before.tcpFinSeconds(),
            wanted.udpSeconds() == 0 ? 0 : before.udpSeconds());
  }

  private void only(SyncDaemon daemon, List<SyncDaemon> running, List<Operation> operations) {
    boolean runs = false;
    for (SyncDaemon each : running) {
      if (daemon.isWhatRuns(each)) {
        runs = true;
      } else {
        operations.add(new Operation.StopDaemon(each.state()));
      }
    }
    if (!runs) {
      operations.add(new Operation.StartDaemon(daemon));
    }
    ours = Optional.of(daemon);
  }

  private Optional<Operation> timeouts(Timeouts wanted, Timeouts current) {
    before =
        new Timeouts(
            old(wanted.tcpSeconds(), before.tcpSeconds(), current.tcpSeconds()),
            old(wanted.tcpFinSeconds(), before.tcpFinSeconds(), current.tcpFinSeconds()),
            old(wanted.udpSeconds(), before.udpSeconds(), current.udpSeconds()));
    Timeouts set =
        new Timeouts(
            next(wanted.tcpSeconds(), before.tcpSeconds(), current.tcpSeconds()),
            next(wanted.tcpFinSeconds(), before.tcpFinSeconds(), current.tcpFinSeconds()),
            next(wanted.udpSeconds(), before.udpSeconds(), current.udpSeconds()));
    return set.equals(DesiredSettings.NONE.timeouts())
        ? Optional.empty()
        : Optional.of(new Operation.SetTimeouts(set));
  }

  private static int old(int wanted, int before, int current) {
    return before == 0 && wanted != 0 ? current : before;
  }

  /** 0 leaves what is there. */
  private static int next(int wanted, int before, int current) {
    int target = wanted != 0 ? wanted : before;
    return target == current ? 0 : target;
  }
}
