// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.rs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What survives a reboot: a unit that does by itself what was typed. */
@KernelTest
@WithoutIpvs
class InstallTest {
  private static final String ROOT = "/run/image";
  private static final String UNIT = ROOT + "/etc/systemd/system/jlvs-rs.service";

  @Test
  void what_install_writes_starts_and_stops_this_real_server_and_uninstall_removes_it(
      Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24", "fd00::93/64");
    JlvsRs tool = new JlvsRs(rs1);
    rs1.sh("mkdir -p " + ROOT + "/etc/NetworkManager " + ROOT + "/lib/systemd");
    rs1.sh("touch " + ROOT + "/lib/systemd/systemd-networkd " + ROOT + "/etc/hostname");
    String before = rs1.sh("cd " + ROOT + "; find . -type f");
    String[] install = {"install", "--root", ROOT, "--vip", JlvsRs.VIP, "--vip", "fd00::90"};

    CommandResult preview =
        tool.run("install", "--root", ROOT, "--vip", JlvsRs.VIP, "--vip", "fd00::90", "--dry-run");
    assertThat(rs1.sh("cd " + ROOT + "; find . -type f")).isEqualTo(before);
    CommandResult installed = tool.run(install);

    String unit = rs1.read(UNIT);
    List<String> previewed =
        preview.out().lines().filter(line -> line.startsWith("  ")).map(String::strip).toList();
    assertThat(unit.lines().filter(line -> !line.isEmpty())).allMatch(previewed::contains);
    assertThat(installed.out())
        .contains("wrote " + UNIT, "left to you: systemctl enable jlvs-rs.service")
        .contains("etc/NetworkManager/conf.d/90-jlvs-rs.conf")
        .contains("etc/systemd/network/10-jlvs-rs.network");
    assertThat(rs1.sh("stat -c '%a %U' " + UNIT)).isEqualTo("644 root\n");

    assertThat(command(unit, "ExecStart"))
        .isEqualTo(Checkout.path("tools/bin/jlvs-rs") + " start --vip 10.1.80.90 --vip fd00::90");
    rs1.sh(command(unit, "ExecStart"));
    assertThat(rs1.hasAddress(JlvsRs.VIP)).isTrue();
    assertThat(tool.attempt("status").status()).isZero();
    rs1.sh(command(unit, "ExecStop"));
    assertThat(rs1.hasAddress(JlvsRs.VIP)).isFalse();
    assertThat(tool.attempt("status").status()).isEqualTo(3);

    rs1.sh("echo '# mine' >>" + ROOT + "/etc/NetworkManager/conf.d/90-jlvs-rs.conf");
    CommandResult partly = tool.attempt("uninstall", "--root", ROOT);
    assertThat(partly.status()).isEqualTo(1);
    assertThat(partly.out()).contains("90-jlvs-rs.conf stays");
    rs1.sh("rm " + ROOT + "/etc/NetworkManager/conf.d/90-jlvs-rs.conf");
    assertThat(tool.run("uninstall", "--root", ROOT).out()).isEqualTo("RealServer uninstall OK\n");
    assertThat(rs1.sh("cd " + ROOT + "; find . -type f")).isEqualTo(before);
  }

  private static String command(String unit, String key) {
    return unit.lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElse("");
  }
}
