// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Files that differ in everything that a reload can change: which instances there are, their VRID,
 * interface and priority, which addresses they have and where, and what they track. They are for a
 * host with {@code enp0s3}, {@code lan0}, {@code lan1}, and {@code lan2}, which is down.
 */
final class RandomFile {
  private static final int INSTANCES = 3;
  private static final int ADDRESSES = 6;
  private static final List<String> PLACES =
      List.of("", "/24", "/24 dev lan0", "/24 dev lan1", "/28 dev lan1 scope link", " dev lan0");

  private final Random random;

  RandomFile(Random random) {
    this.random = random;
  }

  String next() {
    List<List<String>> addresses = new ArrayList<>();
    List<List<String>> excluded = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      addresses.add(new ArrayList<>());
      excluded.add(new ArrayList<>());
    }
    // Each in a subnet of its own: which one of a subnet is primary depends on who came first.
    for (int i = 0; i < ADDRESSES; i++) {
      List<List<String>> kind = random.nextInt(4) == 0 ? excluded : addresses;
      if (random.nextInt(4) > 0) {
        kind.get(random.nextInt(INSTANCES)).add("10.9.%d.90%s".formatted(i, oneOf(PLACES)));
      }
    }
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < INSTANCES; i++) {
      if (!addresses.get(i).isEmpty()) {
        file.append(instance(i, addresses.get(i), excluded.get(i)));
      }
    }
    return file.isEmpty() ? next() : file.toString();
  }

  private String instance(int number, List<String> addresses, List<String> excluded) {
    String more = random.nextInt(4) == 0 ? "track_interface {\n lan2\n }\n" : "";
    if (!excluded.isEmpty()) {
      more += "virtual_ipaddress_excluded {\n" + String.join("\n", excluded) + "\n}";
    }
    int vrid = 51 + number + 10 * random.nextInt(2);
    int priority = random.nextBoolean() ? 255 : 100 + random.nextInt(3);
    String text =
        Daemon.instance("VI_" + number, vrid, priority, String.join("\n", addresses), more);
    return random.nextInt(3) == 0 ? text.replace("interface enp0s3", "interface lan0") : text;
  }

  private String oneOf(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
