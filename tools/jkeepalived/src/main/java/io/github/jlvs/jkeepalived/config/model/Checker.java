// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

/** A check of a real server. */
public sealed interface Checker {

  /**
   * When it runs and what a failure means.
   *
   * @return the schedule
   */
  CheckSchedule schedule();

  /**
   * A check that succeeds when a TCP connection opens.
   *
   * @param target where it connects, and from where
   * @param schedule when it runs
   */
  record TcpCheck(CheckTarget target, CheckSchedule schedule) implements Checker {}
}
