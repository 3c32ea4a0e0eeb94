// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

/**
 * Brings messages to a receiver. Called by one thread alone; may block, within limits of its own.
 *
 * @param <R> a receiver
 * @param <M> a message
 */
public interface Delivery<R, M> {
  /**
   * Delivers a message.
   *
   * @throws DeliveryException if it could not
   */
  void deliver(R receiver, M message) throws DeliveryException;
}
