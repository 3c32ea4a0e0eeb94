// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.linux.process.ProcessEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whether a process is one that is tracked, by the rules of keepalived 2.2.7 as they were seen:
 *
 * <pre>
 *   process s9                                    its name is s9: /opt/s9 100, s9; a script s9 too
 *   process /opt/s9                               none: no name has a slash
 *   process /opt/s9 100                           /opt/s9 100, and with no other arguments
 *   process s9 100                                s9 100, but not /opt/s9 100
 *   process /opt/s9        full_command           /opt/s9 with any arguments
 *   process /bin/sh /opt/x full_command           a script /opt/x that sh runs
 *   process /opt/s9        param_match            /opt/s9 without arguments
 *   process /opt/s9 100    param_match partial    /opt/s9 100 ..., but not /opt/s9 1000
 *   process /opt/s9 100    param_match initial    /opt/s9 100 ... and /opt/s9 1000 ...
 *   process /opt/s9        param_match partial    /opt/s9 with any arguments; initial too
 * </pre>
 *
 * <p>The kernel keeps 15 bytes of a name. keepalived does not find a process by a longer one; here
 * the first 15 are compared.
 */
record ProcessMatch(TrackedProcess tracked) {
  private static final int LONGEST_NAME = 15;

  /** Whether the command line decides, and has to be read. */
  boolean needsWords() {
    return tracked.match() != TrackedProcess.Match.NAME;
  }

  boolean matches(ProcessEntry entry) {
    List<String> wanted = tracked.command().stream().map(ProcessMatch::bytes).toList();
    List<String> words = entry.words();
    return switch (tracked.match()) {
      case NAME -> cut(wanted.get(0)).equals(entry.name());
      case PROGRAM -> !words.isEmpty() && words.get(0).equals(wanted.get(0));
      case ALL -> words.equals(wanted);
      case FIRST_ARGUMENTS -> isStart(wanted, words);
      case BEGINNING -> {
        int last = wanted.size() - 1;
        yield isStart(wanted.subList(0, Math.max(1, last)), words)
            && words.size() > last
            && (last == 0 || words.get(last).startsWith(wanted.get(last)));
      }
    };
  }

  private static boolean isStart(List<String> wanted, List<String> words) {
    return words.size() >= wanted.size() && words.subList(0, wanted.size()).equals(wanted);
  }

  private static String cut(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  /** A char for each byte, as a process is read. */
  private static String bytes(String word) {
    return new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
