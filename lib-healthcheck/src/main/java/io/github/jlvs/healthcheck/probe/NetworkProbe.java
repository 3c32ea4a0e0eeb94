// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

/** A probe that speaks with the service over the network. Anybody may write one. */
public non-sealed interface NetworkProbe extends Probe {

  /**
   * What every try needs opened.
   *
   * @return the transport
   */
  Transport transport();

  /**
   * About how much memory a try takes at the most. Tries that are under way at the same time take
   * half of the heap together; where more should begin, they wait for their turn.
   *
   * @return bytes, 4096 if nothing else is said
   */
  default long memory() {
    return 4096;
  }

  /**
   * Begins a try.
   *
   * @return a conversation in its first state
   */
  Conversation open();
}
