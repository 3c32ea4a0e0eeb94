// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

/** Makes what runs in the daemons. */
interface Workshop {
  /** The state machines as they are shipped, in a shell that keeps their contract. */
  Workshop SOUND = Machine::of;

  /** A state machine in state Initialize. */
  Machine machine(RouterPlan plan);

  /** Whether the shell looks at its timers before its sockets, which it must not. */
  default boolean timersBeforeSockets() {
    return false;
  }
}
