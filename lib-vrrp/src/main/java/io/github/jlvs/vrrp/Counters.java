// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/**
 * What a virtual router has counted since it was made: keepalived's counters, and those that it
 * lacks. All only grow.
 *
 * @param advertisementsReceived accepted advertisements
 * @param advertisementsSent advertisements asked to be sent, whatever the number of peers
 * @param becameMaster transitions to master
 * @param releasedMaster transitions from master
 * @param priorityZeroReceived accepted advertisements with priority 0
 * @param priorityZeroSent advertisements with priority 0
 * @param lengthErrors packets refused for their length
 * @param checksumErrors for their checksum
 * @param ttlErrors for their TTL
 * @param versionErrors for their version
 * @param typeErrors for their packet type
 * @param vridErrors for another VRID
 * @param intervalErrors for their interval
 * @param addressListErrors for their address list
 * @param invalidAuthenticationType for an authentication type that does not exist or is not
 *     supported
 * @param authenticationTypeMismatch for an authentication type that is not the configured one
 * @param authenticationFailures for their password
 * @param otherErrors for anything else: destination, source, IP header
 */
public record Counters(
    long advertisementsReceived,
    long advertisementsSent,
    long becameMaster,
    long releasedMaster,
    long priorityZeroReceived,
    long priorityZeroSent,
    long lengthErrors,
    long checksumErrors,
    long ttlErrors,
    long versionErrors,
    long typeErrors,
    long vridErrors,
    long intervalErrors,
    long addressListErrors,
    long invalidAuthenticationType,
    long authenticationTypeMismatch,
    long authenticationFailures,
    long otherErrors) {

  /**
   * All refused packets.
   *
   * @return the sum of the error counters
   */
  public long refused() {
    return lengthErrors
        + checksumErrors
        + ttlErrors
        + versionErrors
        + typeErrors
        + vridErrors
        + intervalErrors
        + addressListErrors
        + invalidAuthenticationType
        + authenticationTypeMismatch
        + authenticationFailures
        + otherErrors;
  }
}
