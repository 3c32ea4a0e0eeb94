// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import java.util.Optional;
import java.util.Set;

/**
 * Modules of the kernel whose names begin with {@code ip_vs_}.
 *
 * @param release the kernel's, such as {@code 6.1.0-18-amd64}
 * @param loaded those that are in use or could be at once
 * @param installed those that can be loaded, or are built in; nothing where no list of them is
 *     here, as in a container
 */
public record Modules(String release, Set<String> loaded, Optional<Set<String>> installed) {
  private static final String PREFIX = "ip_vs_";

  public Modules {
    loaded = Set.copyOf(loaded);
    installed = installed.map(Set::copyOf);
  }

  /** Whether a scheduler is there; nothing where nobody knows. */
  public Optional<Boolean> hasScheduler(String name) {
    return loaded.contains(PREFIX + name)
        ? Optional.of(true)
        : installed.map(all -> all.contains(PREFIX + name));
  }

  /** Whether the kernel is older than this version. */
  public boolean isBefore(int major, int minor) {
    String[] parts = release.split("[.-]");
    int[] numbers = new int[2];
    for (int i = 0; i < numbers.length && i < parts.length; i++) {
      numbers[i] = parts[i].matches("\\d{1,6}") ? Integer.parseInt(parts[i]) : Integer.MAX_VALUE;
    }
    return numbers[0] < major || (numbers[0] == major && numbers[1] < minor);
  }
}
