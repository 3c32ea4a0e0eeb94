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
   * Begins a try.
   *
   * @return a conversation in its first state
   */
  Conversation open();
}
