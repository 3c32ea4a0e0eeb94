// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntBiFunction;

/**
 * The order of ipvsadm's lists. It compares marks and the 32-bit words of addresses by subtracting
 * them, so that what lies 2^31 or more behind comes before: 172.16.0.1 before 10.0.0.1, and yet
 * 127.0.0.1 before 172.16.0.1. That is no order, and what comes out depends on the way it is
 * sorted: ipvsadm uses the C library's qsort, a merge sort, which is followed here step by step.
 */
final class ReferenceOrder {
  private ReferenceOrder() {}

  static List<ServiceStatus> services(List<ServiceStatus> services) {
    return sort(services, (one, other) -> compare(one.id(), other.id()));
  }

  static List<DestinationStatus> destinations(List<DestinationStatus> destinations) {
    return sort(destinations, ReferenceOrder::compare);
  }

  static int compare(ServiceId one, ServiceId other) {
    int result = mark(one) - mark(other);
    if (result == 0) {
      result = one.family().compareTo(other.family());
    }
    if (result != 0
        || !(one instanceof ServiceId.Address first)
        || !(other instanceof ServiceId.Address second)) {
      return result;
    }
    result = first.protocol().number() - second.protocol().number();
    if (result == 0) {
      result = compare(first.address(), second.address());
    }
    return result == 0 ? first.port() - second.port() : result;
  }

  /** Without regard to the family: an IPv4 address is the first word of a long one. */
  private static int compare(DestinationStatus one, DestinationStatus other) {
    int result = compare(one.id().address(), other.id().address());
    return result == 0 ? one.id().port() - other.id().port() : result;
  }

  private static int compare(InetAddress one, InetAddress other) {
    byte[] first = one.getAddress();
    byte[] second = other.getAddress();
    for (int at = 0; at < Math.max(first.length, second.length); at += 4) {
      int result = word(first, at) - word(second, at);
      if (result != 0) {
        return result;
      }
    }
    return 0;
  }

  private static int word(byte[] raw, int at) {
    if (at >= raw.length) {
      return 0;
    }
    return raw[at] << 24
        | (raw[at + 1] & 0xFF) << 16
        | (raw[at + 2] & 0xFF) << 8
        | (raw[at + 3] & 0xFF);
  }

  private static int mark(ServiceId id) {
    return id instanceof ServiceId.FirewallMark mark ? (int) mark.mark() : 0;
  }

  /** Halves, sorted each, and merged; the first half wins where both are alike. */
  static <T> List<T> sort(List<T> given, ToIntBiFunction<T, T> compare) {
    List<T> sorted = new ArrayList<>(given);
    sort(sorted, 0, sorted.size(), new ArrayList<>(sorted), compare);
    return sorted;
  }

  private static <T> void sort(
      List<T> list, int from, int end, List<T> spare, ToIntBiFunction<T, T> compare) {
    if (end - from <= 1) {
      return;
    }
    int middle = from + (end - from) / 2;
    sort(list, from, middle, spare, compare);
    sort(list, middle, end, spare, compare);
    int first = from;
    int second = middle;
    int to = from;
    while (first < middle && second < end) {
      boolean takeFirst = compare.applyAsInt(list.get(first), list.get(second)) <= 0;
      spare.set(to++, list.get(takeFirst ? first++ : second++));
    }
    while (first < middle) {
      spare.set(to++, list.get(first++));
    }
    for (int i = from; i < to; i++) {
      list.set(i, spare.get(i));
    }
  }
}
