// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Modules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What follows from services of the file that the kernel's table does not have. */
class ServicesCheckTest {
  private static final Balancer EMPTY = Patient.balancer(List.of());

  private static String more(String file, int count) {
    int at = file.indexOf("virtual_server");
    StringBuilder all = new StringBuilder(file);
    for (int port = 81; port < 81 + count; port++) {
      all.append(file.substring(at).replace(" 80 {", " " + port + " {"));
    }
    return all.toString();
  }

  @Test
  void aTableThatWasClearedRefusesClientsOfTheMaster() {
    Patient cleared = Patient.master().balancing(EMPTY);

    assertThat(cleared.found()).containsExactly("services");
    Finding finding = cleared.finding("services");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.fault()).isEqualTo("the kernel's table lacks a service: TCP 10.1.80.90:80");
    assertThat(finding.seen())
        .containsExactly(
            "the table is empty (ipvsadm -ln)",
            "IPVS has no service TCP 10.1.80.90:80, which /etc/ds1.conf has");
    assertThat(Patient.commands(finding))
        .containsExactly(
            "pkill -HUP -o -x 'j?keepalived'",
            "pkill -F /run/checkers.pid -P \"$(cat /run/keepalived.pid)\" # for keepalived");
  }

  @Test
  void onABackupItHurtsOnceThatTakesOver() {
    Finding finding = Patient.backup().balancing(EMPTY).finding("services");

    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.why()).contains("when this one takes over");
  }

  @Test
  void ofManyTheFirstAreNamed() {
    String file = more(Patient.FILE, 6);
    Balancer one = Patient.balancer(Patient.configuration(Patient.FILE).virtualServers());

    Finding finding = Patient.master(file).balancing(one).finding("services");
    assertThat(finding.fault()).isEqualTo("the kernel's table lacks 6 services");
    assertThat(finding.seen()).hasSize(6).last().isEqualTo("and 1 more");
    assertThat(finding.seen().get(0)).contains("TCP 10.1.80.90:81");
  }

  @Test
  void aMarkIsServedWhereAVirtualAddressIs() {
    String file = Patient.FILE.replace("virtual_server 10.1.80.90 80", "virtual_server fwmark 1");

    assertThat(Patient.master(file).found()).isEmpty();
    assertThat(Patient.master(file).balancing(EMPTY).finding("services").severity())
        .isEqualTo(Severity.CRITICAL);
    assertThat(
            Patient.master(file)
                .link("10.1.80.91/24")
                .balancing(EMPTY)
                .finding("services")
                .severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void withoutVirtualRoutersClientsAreSentHereAtOnce() {
    String file = Patient.FILE.substring(Patient.FILE.indexOf("virtual_server"));

    assertThat(
            Patient.withoutRouters(file)
                .link("10.1.80.91/24")
                .balancing(EMPTY)
                .finding("services")
                .severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void oneThatRestsOrThatAnotherCheckTellsOfIsNotMissed() {
    String resting = Patient.FILE.replace("lb_kind DR", "lb_kind DR\nha_suspend");
    Modules none = new Modules("6.1.0-18-amd64", Set.of(), Optional.of(Set.of()));

    assertThat(Patient.master(resting).link("10.1.80.91/24").balancing(EMPTY).found())
        .doesNotContain("services");
    assertThat(Patient.master(resting).balancing(EMPTY).found()).containsExactly("services");
    assertThat(Patient.master().modules(none).balancing(EMPTY).found())
        .containsExactly("scheduler");
    assertThat(Patient.backup().heard(0, 4, 4).listening().balancing(EMPTY).leftOut("services"))
        .contains("no daemon runs here");
  }
}
