// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

/**
 * What a thread has made of its time until one moment, in nanoseconds. Two of these tell what it
 * did between them.
 *
 * @param monotonic CLOCK_MONOTONIC, which stands still while the machine is suspended
 * @param boot CLOCK_BOOTTIME, which does not
 * @param running for how long the thread has run on a processor
 * @param queued for how long it was ready to run and had none
 */
record TimeUse(long monotonic, long boot, long running, long queued) {
  /** What was done since an earlier one. */
  TimeUse since(TimeUse before) {
    return new TimeUse(
        monotonic - before.monotonic,
        boot - before.boot,
        running - before.running,
        queued - before.queued);
  }

  long suspended() {
    return boot - monotonic;
  }
}
