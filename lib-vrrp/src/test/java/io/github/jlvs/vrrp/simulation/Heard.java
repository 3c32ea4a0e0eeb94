// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Input;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An advertisement as a router with a planted bug takes it.
 *
 * @param advertisement what it says
 * @param source where it comes from
 */
record Heard(Advertisement advertisement, Inet4Address source) {
  static Heard of(Input.AdvertisementReceived input) {
    return new Heard(input.advertisement(), input.source());
  }

  int priority() {
    return advertisement.priority();
  }

  Heard withPriority(int priority) {
    return new Heard(
        new Advertisement(
            advertisement.vrid(),
            priority,
            advertisement.intervalSeconds(),
            advertisement.addresses(),
            advertisement.authentication()),
        source);
  }

  Heard from(int a, int b, int c, int d) {
    byte[] octets = {(byte) a, (byte) b, (byte) c, (byte) d};
    try {
      return new Heard(advertisement, (Inet4Address) InetAddress.getByAddress(octets));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Input input() {
    return new Input.AdvertisementReceived(advertisement, source);
  }
}
