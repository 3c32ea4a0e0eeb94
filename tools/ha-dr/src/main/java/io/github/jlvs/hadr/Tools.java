// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import java.nio.file.Path;
import java.util.Map;

/**
 * The programs the guide is performed with: ours, unless the reference tools are asked for.
 *
 * @param ds1 the daemon of the first director
 * @param ds2 the daemon of the second
 * @param ipvsadm the program that shows and edits the table: a path, or a name
 * @param realServers what prepares the real servers
 */
public record Tools(
    DirectorDaemon ds1, DirectorDaemon ds2, String ipvsadm, RealServerTool realServers) {

  /** Our own tools, from a checkout. */
  public static Tools ours(Path checkout) {
    return fromEnvironment(checkout, Map.of());
  }

  /**
   * The tools that an environment names.
   *
   * @param checkout where ours are
   * @param environment {@code JLVS_HA_DR_DAEMON} (or {@code JLVS_HA_DR_DS1} and {@code
   *     JLVS_HA_DR_DS2}) is jkeepalived or keepalived, {@code JLVS_HA_DR_IPVSADM} is jipvsadm or
   *     ipvsadm, {@code JLVS_HA_DR_RS} is jlvs-rs or script
   * @throws IllegalArgumentException if a variable names anything else
   */
  public static Tools fromEnvironment(Path checkout, Map<String, String> environment) {
    String both = environment.getOrDefault("JLVS_HA_DR_DAEMON", "jkeepalived");
    return new Tools(
        daemon(checkout, environment.getOrDefault("JLVS_HA_DR_DS1", both)),
        daemon(checkout, environment.getOrDefault("JLVS_HA_DR_DS2", both)),
        ipvsadm(checkout, environment.getOrDefault("JLVS_HA_DR_IPVSADM", "jipvsadm")),
        realServers(checkout, environment.getOrDefault("JLVS_HA_DR_RS", "jlvs-rs")));
  }

  private static DirectorDaemon daemon(Path checkout, String name) {
    return switch (name) {
      case "jkeepalived" -> DirectorDaemon.jkeepalived(checkout);
      case "keepalived" -> DirectorDaemon.keepalived();
      default -> throw unknown("JLVS_HA_DR_DAEMON", name, "jkeepalived or keepalived");
    };
  }

  private static String ipvsadm(Path checkout, String name) {
    return switch (name) {
      case "jipvsadm" -> checkout.resolve("tools/bin/jipvsadm").toString();
      case "ipvsadm" -> "ipvsadm";
      default -> throw unknown("JLVS_HA_DR_IPVSADM", name, "jipvsadm or ipvsadm");
    };
  }

  private static RealServerTool realServers(Path checkout, String name) {
    return switch (name) {
      case "jlvs-rs" -> new RealServerTool.JlvsRs(checkout.resolve("tools/bin/jlvs-rs"));
      case "script" -> new RealServerTool.Script();
      default -> throw unknown("JLVS_HA_DR_RS", name, "jlvs-rs or script");
    };
  }

  private static IllegalArgumentException unknown(String variable, String value, String known) {
    return new IllegalArgumentException("%s is %s, not '%s'".formatted(variable, known, value));
  }

  /** What the tools are, in a line. */
  public String text() {
    return "ds1 runs %s, ds2 runs %s; tables are shown by %s, real servers prepared by %s"
        .formatted(ds1.name(), ds2.name(), Path.of(ipvsadm).getFileName(), realServers.name());
  }
}
