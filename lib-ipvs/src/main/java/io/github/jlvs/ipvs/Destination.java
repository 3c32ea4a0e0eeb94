// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Objects;

/**
 * A destination (a real server) of a virtual service as a user configures it.
 *
 * @param id what makes it unique in its service
 * @param forwarding how packets reach it
 * @param weight its share of the connections, 0..2147483647; 0: no new connections, existing ones
 *     continue
 * @param upperThreshold above this number of connections it takes no new ones; an unsigned 32-bit
 *     number, 0 for no limit
 * @param lowerThreshold after the upper threshold was reached, below this number it takes new ones
 *     again; an unsigned 32-bit number, 0 for three quarters of the upper one. The kernel answers
 *     ERANGE where it is above the upper one
 */
public record Destination(
    DestinationId id, Forwarding forwarding, int weight, long upperThreshold, long lowerThreshold) {
  public Destination {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(forwarding, "forwarding");
    Require.range("weight", weight, 0, Integer.MAX_VALUE);
    Require.range("upper threshold", upperThreshold, 0, Require.UNSIGNED_32);
    Require.range("lower threshold", lowerThreshold, 0, Require.UNSIGNED_32);
  }

  /**
   * A destination without thresholds.
   *
   * @param id what makes it unique
   * @param forwarding how packets reach it
   * @param weight its share, 0..2147483647
   * @return the destination
   */
  public static Destination of(DestinationId id, Forwarding forwarding, int weight) {
    return new Destination(id, forwarding, weight, 0, 0);
  }

  /**
   * This destination with another weight.
   *
   * @param newWeight 0..2147483647
   * @return the copy
   */
  public Destination withWeight(int newWeight) {
    return new Destination(id, forwarding, newWeight, upperThreshold, lowerThreshold);
  }

  /**
   * This destination with other thresholds.
   *
   * @param upper see {@link #upperThreshold()}
   * @param lower see {@link #lowerThreshold()}
   * @return the copy
   */
  public Destination withThresholds(long upper, long lower) {
    return new Destination(id, forwarding, weight, upper, lower);
  }

  /**
   * The arguments that ipvsadm takes for it, without those of its service.
   *
   * @param service the service that it belongs to
   * @param endpoints how its address and port are written
   * @return for example {@code -r www1:http -g -w 1}
   */
  public String arguments(ServiceId service, EndpointText endpoints) {
    return Arguments.destination(endpoints.destination(service, id), this);
  }

  /** Its {@link #arguments} in numbers: {@code -r 10.0.0.2:80 -g -w 1}. */
  @Override
  public String toString() {
    return Arguments.destination(id.toString(), this);
  }
}
