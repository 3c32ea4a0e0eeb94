// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsOptions;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.text.RuleText;
import io.github.jlvs.lab.Host;
import io.github.jlvs.linux.NetworkNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Holds what the library reads against what ipvsadm prints of the same table. */
final class IpvsadmsView {
  private static final Pattern THRESHOLDS = Pattern.compile(" -[xy] \\d+");
  private static final Pattern MARK = Pattern.compile("(?<= -f )\\d+");

  private IpvsadmsView() {}

  static Ipvs open(Host host) {
    return Ipvs.open(
        IpvsOptions.defaults().inNamespace(new NetworkNamespace(host.networkNamespace())));
  }

  static void compare(Host host, Ipvs ipvs) {
    Snapshot snapshot = ipvs.snapshot();
    Table table = snapshot.table();
    String[] said =
        host.sh(
                """
                ipvsadm -Sn; echo ====
                ipvsadm -Ln --thresholds; echo ====
                ipvsadm -L --timeout; echo ====
                ipvsadm -L --daemon
                """)
            .split("====\\R", -1);
    assertThat(said[0]).isEqualTo(asIpvsadmSaves(table));
    assertThat(said[1].lines().filter(line -> line.contains("->")))
        .filteredOn(line -> !line.contains("RemoteAddress"))
        .map(line -> line.replaceAll(" +", " ").trim())
        .isEqualTo(thresholds(table));
    assertThat(said[2].trim()).isEqualTo(ipvs.timeouts().toString());
    assertThat(said[3].lines())
        .containsExactlyInAnyOrderElementsOf(
            ipvs.daemons().stream().map(SyncDaemon::toString).toList());
  }

  /** It forgets thresholds, and prints a firewall mark as a signed number. */
  private static String asIpvsadmSaves(Table table) {
    String text = THRESHOLDS.matcher(RuleText.format(table)).replaceAll("");
    return MARK.matcher(text).replaceAll(IpvsadmsView::signed);
  }

  private static String signed(MatchResult mark) {
    return Integer.toString(Integer.parseUnsignedInt(mark.group()));
  }

  private static List<String> thresholds(Table table) {
    List<String> lines = new ArrayList<>();
    for (Table.Entry entry : table.entries()) {
      for (Destination each : entry.destinations()) {
        lines.add(
            "-> " + each.id() + ' ' + each.upperThreshold() + ' ' + each.lowerThreshold() + " 0 0");
      }
    }
    return lines;
  }
}
