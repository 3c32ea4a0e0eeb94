// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/**
 * How long a router waits for a master.
 *
 * @param config the router's
 * @param masters the interval of the master that is waited for, its own before it has heard one
 * @param priority the router's, 1 to 255
 */
record Pace(VirtualRouterConfig config, AdvertisementInterval masters, int priority) {

  /** So many intervals and the skew time, in nanoseconds. */
  long nanos(int intervals) {
    return Timers.masterDownNanos(config.protocol(), intervals, masters, priority);
  }
}
