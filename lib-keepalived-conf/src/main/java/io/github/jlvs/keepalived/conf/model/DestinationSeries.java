// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

/** What metrics tell of real servers: how many series there are depends on it. */
public enum DestinationSeries {
  /** Nothing. */
  OFF("off"),
  /** Of all those of a virtual server together. */
  SUM("sum"),
  /** Of each. */
  FULL("full");

  private final String word;

  DestinationSeries(String word) {
    this.word = word;
  }

  /**
   * How a file says it.
   *
   * @return a word
   */
  public String word() {
    return word;
  }
}
