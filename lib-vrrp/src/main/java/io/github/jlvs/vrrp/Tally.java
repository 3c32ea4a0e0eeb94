// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/** The running numbers behind {@link Counters}. */
final class Tally {
  private long received;
  private long sent;
  private long became;
  private long released;
  private long zeroReceived;
  private long zeroSent;
  private long length;
  private long checksum;
  private long ttl;
  private long version;
  private long type;
  private long vrid;
  private long interval;
  private long addressList;
  private long invalidAuthentication;
  private long otherAuthentication;
  private long password;
  private long other;

  void received(int priority) {
    received++;
    if (priority == Advertisement.PRIORITY_STOP) {
      zeroReceived++;
    }
  }

  void sent(int priority) {
    sent++;
    if (priority == Advertisement.PRIORITY_STOP) {
      zeroSent++;
    }
  }

  void changed(State from, State to) {
    if (to == State.MASTER) {
      became++;
    } else if (from == State.MASTER) {
      released++;
    }
  }

  void refused(Rejection rejection) {
    if (rejection instanceof Rejection.Length) {
      length++;
    } else if (rejection instanceof Rejection.Checksum) {
      checksum++;
    } else if (rejection instanceof Rejection.Ttl) {
      ttl++;
    } else if (rejection instanceof Rejection.Version) {
      version++;
    } else if (rejection instanceof Rejection.PacketType) {
      type++;
    } else if (rejection instanceof Rejection.VirtualRouterId) {
      vrid++;
    } else if (rejection instanceof Rejection.Interval) {
      interval++;
    } else if (rejection instanceof Rejection.AddressList) {
      addressList++;
    } else if (rejection instanceof Rejection.AuthenticationHeader) {
      invalidAuthentication++;
    } else if (rejection instanceof Rejection.AuthenticationType kind) {
      if (kind.received() > 1) {
        invalidAuthentication++;
      } else {
        otherAuthentication++;
      }
    } else if (rejection instanceof Rejection.Password) {
      password++;
    } else {
      other++;
    }
  }

  Counters counters() {
    return new Counters(
        received,
        sent,
        became,
        released,
        zeroReceived,
        zeroSent,
        length,
        checksum,
        ttl,
        version,
        type,
        vrid,
        interval,
        addressList,
        invalidAuthentication,
        otherAuthentication,
        password,
        other);
  }
}
