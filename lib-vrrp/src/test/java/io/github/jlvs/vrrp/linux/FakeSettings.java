// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Kernel parameters of interfaces, which come and go with them: each is 0 until it is written. */
final class FakeSettings {
  private final Map<String, String> written = new TreeMap<>();
  private final Predicate<String> exists;

  FakeSettings(Predicate<String> exists) {
    this.exists = exists;
  }

  String read(String path) {
    return written.getOrDefault(known(path), "0");
  }

  void write(String path, String value) {
    written.put(known(path), value);
  }

  /** Those of one interface that are not 0, such as {@code arp_ignore=1}. */
  Map<String, String> of(String interfaceName) {
    Map<String, String> its = new TreeMap<>();
    written.forEach(
        (path, value) -> {
          if (interfaceOf(path).equals(interfaceName) && !value.equals("0")) {
            its.put(path.substring(path.lastIndexOf('/') + 1), value);
          }
        });
    return its;
  }

  void forget(String interfaceName) {
    written.keySet().removeIf(path -> interfaceOf(path).equals(interfaceName));
  }

  private String known(String path) {
    if (!exists.test(interfaceOf(path))) {
      throw new LinuxException("use " + path, Errno.ENOENT);
    }
    return path;
  }

  /** Of {@code net/ipv4/conf/NAME/setting}. */
  private static String interfaceOf(String path) {
    return path.split("/", -1)[3];
  }
}
