// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

/**
 * Some status codes, one after the other.
 *
 * @param first the first, 100 to 999
 * @param last the last, from the first to 999
 */
public record StatusRange(int first, int last) {
  /** What keepalived takes for well where nothing else is said. */
  public static final StatusRange SUCCESSFUL = new StatusRange(200, 299);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public StatusRange {
    if (first < 100 || last > 999 || first > last) {
      throw new IllegalArgumentException(
          "a range of HTTP status codes is within 100-999 and rises, got " + first + "-" + last);
    }
  }

  /**
   * One status code.
   *
   * @param status the code, 100 to 999
   * @return the range of it alone
   */
  public static StatusRange of(int status) {
    return new StatusRange(status, status);
  }

  /**
   * Whether a status is among them.
   *
   * @param status a status code
   * @return whether it is
   */
  public boolean contains(int status) {
    return first <= status && status <= last;
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
