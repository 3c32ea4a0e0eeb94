// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Rules whose order in lists is hard to tell: addresses and marks on both sides of 2^31. */
final class RandomTable {
  private static final int SERVICES = 60;

  private RandomTable() {}

  static Case rules(int seed) {
    Random random = new Random(seed);
    Set<String> services = new LinkedHashSet<>();
    while (services.size() < SERVICES) {
      services.add(service(random));
    }
    List<String> lines = new ArrayList<>();
    for (String service : services) {
      lines.add("-A " + service + " -s rr -p");
    }
    for (String service : services) {
      boolean ipv6 = service.contains("[") || service.contains("-6");
      Set<String> servers = new LinkedHashSet<>();
      int number = random.nextInt(6);
      while (servers.size() < number) {
        boolean other = random.nextInt(4) == 0;
        String address = ipv6 == other ? ipv4(random) : "[" + ipv6(random) + "]";
        servers.add(
            "-a " + service + " -r " + address + ":" + random.nextInt(3) + (other ? " -i" : " -m"));
      }
      List<String> shuffled = new ArrayList<>(servers);
      Collections.shuffle(shuffled, random);
      lines.addAll(shuffled);
    }
    return Case.rules("random table " + seed, 0, String.join("\n", lines) + "\n");
  }

  private static String service(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "-f " + (1 + Integer.toUnsignedLong(random.nextInt()) % 0xFFFFFFFEL);
      case 1 -> "-f " + (1 + random.nextInt(5)) + " -6";
      case 2 -> "-u " + ipv4(random) + ":" + random.nextInt(3);
      case 3, 4 -> "-t [" + ipv6(random) + "]:" + random.nextInt(3);
      default -> "-t " + ipv4(random) + ":" + random.nextInt(3);
    };
  }

  /** Unicast: the kernel takes no other real servers. */
  private static String ipv4(Random random) {
    int first = 1 + random.nextInt(222);
    return first == 127
        ? "126.0.0." + random.nextInt(3)
        : first + "." + random.nextInt(256) + ".0." + random.nextInt(3);
  }

  private static String ipv6(Random random) {
    StringBuilder address = new StringBuilder("2001:db8");
    for (int group = 2; group < 8; group++) {
      address.append(':').append(random.nextBoolean() ? "0" : word(random));
    }
    return address.toString();
  }

  private static String word(Random random) {
    return Integer.toHexString(random.nextInt(0x10000));
  }
}
