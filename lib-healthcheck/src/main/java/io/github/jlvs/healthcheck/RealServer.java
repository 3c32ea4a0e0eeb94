// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A real server of a virtual server, and how it is checked.
 *
 * @param address its address, unique within the virtual server
 * @param weight its weight while it is up, 0 to 2147483647; 0 takes no new connections and adds
 *     nothing to the quorum; keepalived's default is 1
 * @param inhibitOnFailure whether a server that is down stays in the table with weight 0, so that
 *     its connections live on, rather than leave it
 * @param checks its checks; it is up while all of them are; without any it is always up
 */
public record RealServer(
    ServiceAddress address, int weight, boolean inhibitOnFailure, List<Check> checks)
    implements Server {

  /**
   * Checks the range of the weight and copies the list.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RealServer {
    Objects.requireNonNull(address, "address");
    if (weight < 0) {
      throw new IllegalArgumentException(
          "the weight of " + address + " is 0 to 2147483647, got " + weight);
    }
    checks = List.copyOf(checks);
  }

  /** That of the address: the checks are many objects, and few servers differ in them alone. */
  @Override
  public int hashCode() {
    return address.hashCode();
  }

  /**
   * A server without checks that leaves the table when it is down.
   *
   * @param address its address
   * @param weight its weight while it is up, 0 to 2147483647
   * @return the server
   */
  public static RealServer of(ServiceAddress address, int weight) {
    return new RealServer(address, weight, false, List.of());
  }

  /**
   * This server with one more check.
   *
   * @param check the check
   * @return the server
   */
  public RealServer with(Check check) {
    List<Check> all = new ArrayList<>(checks);
    all.add(check);
    return new RealServer(address, weight, inhibitOnFailure, all);
  }

  /**
   * This server without some of its checks.
   *
   * @param left which checks are left out
   * @return the server
   */
  public RealServer withoutChecks(Predicate<Check> left) {
    return new RealServer(
        address, weight, inhibitOnFailure, checks.stream().filter(Predicate.not(left)).toList());
  }

  /**
   * This server, kept in the table with weight 0 while it is down, or not.
   *
   * @param inhibit whether it is kept
   * @return the server
   */
  public RealServer withInhibitOnFailure(boolean inhibit) {
    return new RealServer(address, weight, inhibit, checks);
  }
}
