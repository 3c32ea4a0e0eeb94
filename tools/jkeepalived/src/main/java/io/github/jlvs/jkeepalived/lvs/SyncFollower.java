// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.keepalived.conf.model.SyncDaemonSetup;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Has the kernel's synchronisation daemon follow the state of a virtual router: it sends while that
 * is master, and else takes, also while that is in fault. Thread-safe: the routers' thread tells of
 * states, the main thread of configurations.
 */
public final class SyncFollower {
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, like the next. */
  private final Set<String> masters = new HashSet<>();

  private Optional<SyncDaemonSetup> setup = Optional.empty();
  private Consumer<Optional<SyncDaemon>> wish = daemon -> {};

  /** Takes what a virtual router tells, before there is anybody to hear a wish as well. */
  public void hear(RunnerEvent event) {
    if (event instanceof RunnerEvent.StateChanged change) {
      state(change.router(), change.to());
    }
  }

  /** A router that ends changes nothing: what it told to the daemon goes with its configuration. */
  private void state(String router, State state) {
    lock.lock();
    try {
      boolean changed =
          switch (state) {
            case MASTER -> masters.add(router);
            case BACKUP, FAULT -> masters.remove(router);
            case INITIALIZE -> false;
          };
      if (changed && setup.filter(each -> each.router().equals(router)).isPresent()) {
        tell();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Follows another virtual router, or none, from now on.
   *
   * @param wanted the daemon, and whom it follows
   * @param writer told which daemon should run, now and whenever that changes; must not block
   */
  public void follow(Optional<SyncDaemonSetup> wanted, Consumer<Optional<SyncDaemon>> writer) {
    lock.lock();
    try {
      setup = wanted;
      wish = writer;
      tell();
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    wish.accept(setup.map(each -> each.daemon(masters.contains(each.router()))));
  }
}
