// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What jkeepalived's JVM says of itself, through jcmd and jstat.
 *
 * @param allocatedBytes by the thread of the virtual routers since its start; rounded to kilobytes
 *     once it is more than a few
 * @param collections since the start, of every kind
 * @param collectionMillis how long all of them have taken
 */
record JvmFigures(double allocatedBytes, long collections, double collectionMillis) {
  /** Of a process that is no JVM. */
  static final JvmFigures NONE = new JvmFigures(0, 0, 0);

  private static final Pattern THREAD =
      Pattern.compile("\"jkeepalived-vrrp\".* allocated=(\\d+)([BKMG]) ");
  private static final Map<String, Integer> UNIT =
      Map.of("B", 1, "K", 1 << 10, "M", 1 << 20, "G", 1 << 30);

  static JvmFigures of(RunningProcess process, Host host) {
    String pid = String.valueOf(process.pid());
    Matcher thread = THREAD.matcher(host.exec(tool("jcmd"), pid, "Thread.print", "-e").out());
    if (!thread.find()) {
      throw new IllegalStateException("jcmd does not know the thread jkeepalived-vrrp");
    }
    String[] lines = host.exec(tool("jstat"), "-gc", pid).out().split("\n");
    return new JvmFigures(
        Double.parseDouble(thread.group(1)) * UNIT.getOrDefault(thread.group(2), 1),
        (long) (column(lines, "YGC") + column(lines, "FGC")),
        1000 * column(lines, "GCT"));
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static double column(String[] lines, String name) {
    String[] names = lines[0].strip().split(" +");
    String[] values = lines[1].strip().split(" +");
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return Double.parseDouble(values[i]);
      }
    }
    throw new IllegalStateException("jstat has no column " + name + ": " + lines[0]);
  }
}
