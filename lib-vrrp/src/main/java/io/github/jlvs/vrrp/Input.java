// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** What can happen to a virtual router. In a state that has no use for it, it does nothing. */
public sealed interface Input {

  /**
   * Start taking part (RFC 3768 section 6.4.1).
   *
   * @param delay how long it only listens before any of its timers runs: whatever it hears or does
   *     not hear meanwhile, it is not master before the end
   */
  record Startup(Duration delay) implements Input {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the delay is negative or too long to be waited for
     */
    public Startup {
      Timers.requireUsable("startup delay", delay);
    }

    /** At once. */
    public Startup() {
      this(Duration.ZERO);
    }
  }

  /** Stop taking part (RFC 3768 sections 6.4.2 and 6.4.3). */
  record Shutdown() implements Input {}

  /**
   * Stop being master, and go on taking part: not in the RFC. Others are told by priority 0, and
   * have the time of a backup to come forward; when none does this router is master again. Lower
   * its priority before, or it takes its place back from whoever came.
   */
  record Resign() implements Input {}

  /**
   * Time has passed; to be given at {@link VirtualRouter#nextDeadline()}, harmless at any other
   * time. The sockets must have been drained before: see {@link VirtualRouter}.
   */
  record Tick() implements Input {
    /** The only one that is needed. */
    public static final Tick INSTANCE = new Tick();
  }

  /**
   * An advertisement that {@link Reception} let pass.
   *
   * @param advertisement what it says
   * @param source the sender's address
   * @param difference what of it is not as this router has it, and does not make it a refusal
   */
  record AdvertisementReceived(
      Advertisement advertisement, InetAddress source, Optional<Rejection> difference)
      implements Input {
    /**
     * One that has nothing that differs.
     *
     * @param advertisement what it says
     * @param source the sender's address
     */
    public AdvertisementReceived(Advertisement advertisement, InetAddress source) {
      this(advertisement, source, Optional.empty());
    }
  }

  /**
   * A packet that {@link Reception} refused: counted and reported, it changes nothing else.
   *
   * @param rejection why
   * @param source the sender's address
   */
  record AdvertisementRefused(Rejection rejection, InetAddress source) implements Input {}

  /**
   * The priority changed at run time, because weights of tracked things were added up again. It is
   * brought into 1 to 254; the owner of the addresses (configured with 255) keeps 255.
   *
   * @param priority the new priority before it is brought into the range
   */
  record PriorityChanged(int priority) implements Input {}

  /**
   * Something tracked with weight 0 went down: an interface, a script, a process.
   *
   * @param tracked its name; two names are two things
   */
  record TrackedDown(String tracked) implements Input {}

  /**
   * Something tracked came up again.
   *
   * @param tracked its name, as in {@link TrackedDown}
   */
  record TrackedUp(String tracked) implements Input {}

  /**
   * One of the virtual router's addresses is gone from its interface and this router did not do it.
   *
   * @param address which
   */
  record AddressLost(InetAddress address) implements Input {}

  /**
   * An address that {@link Action.RestoreAddress} asked for is in place again. A shell that could
   * not put it there gives no such input, and may try again: nothing is told or announced until it
   * has succeeded.
   *
   * @param address which
   */
  record AddressRestored(InetAddress address) implements Input {}

  /**
   * The address that advertisements are sent from has changed; it decides between equal priorities.
   *
   * @param primary the new one
   */
  record PrimaryAddressChanged(InetAddress primary) implements Input {}

  /**
   * The configuration has changed; the state stays.
   *
   * @param config the new one; its VRID, version and family must be the old ones
   */
  record Reconfigured(VirtualRouterConfig config) implements Input {}
}
