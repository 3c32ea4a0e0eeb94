// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import java.util.List;

/**
 * A process that runs.
 *
 * @param pid its number
 * @param name its name, at most 15 bytes, a char for each ({@code /proc/PID/comm})
 * @param words the words of its command line, a char for each byte; none for a thread of the
 *     kernel, where they were not asked for, and after the first 32 KiB
 */
public record ProcessEntry(int pid, String name, List<String> words) {
  /** Makes the list unmodifiable. */
  public ProcessEntry {
    words = List.copyOf(words);
  }
}
