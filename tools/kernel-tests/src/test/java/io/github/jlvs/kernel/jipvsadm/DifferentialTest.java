// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.TakesLong;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** jipvsadm does what ipvsadm does, and prints what ipvsadm prints. */
@KernelTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DifferentialTest {
  private Sides sides;
  private Comparison comparison;
  private int told;

  @BeforeAll
  void sides(Network network) {
    sides = new Sides(network);
    comparison = new Comparison(sides);
  }

  @AfterAll
  void summary() {
    System.out.println(comparison.summary());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "words",
        "services",
        "servers",
        "tunnels-and-timeouts",
        "daemons-and-flags",
        "lists"
      })
  void command_lines_of(String name) throws IOException {
    comparison.compare(Case.read(name));
    nothingNewDiffers();
  }

  @Test
  @TakesLong
  void every_option_with_every_command() throws IOException {
    comparison.compare(Case.read("every-option-with-every-command"));
    nothingNewDiffers();
  }

  @Test
  void rules_good_bad_and_odd() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Case rules : RuleCases.all()) {
      cases.add(Case.CLEAR);
      cases.add(rules);
    }
    comparison.compare(cases);
    nothingNewDiffers();
  }

  @RepeatedTest(3)
  void lists_of_addresses_from_everywhere(RepetitionInfo repetition) throws IOException {
    comparison.compare(List.of(RandomTable.rules(repetition.getCurrentRepetition())));
    comparison.list("-L", "-n", "--stats");
    comparison.list("-L", "-n", "--thresholds");
    nothingNewDiffers();
  }

  @RepeatedTest(2)
  void command_lines_that_nobody_wrote_down(RepetitionInfo repetition) throws IOException {
    comparison.compare(RandomCommands.of(repetition.getCurrentRepetition()));
    nothingNewDiffers();
  }

  @RepeatedTest(8)
  @TakesLong
  void more_of_them(RepetitionInfo repetition) throws IOException {
    comparison.compare(RandomCommands.of(100 + repetition.getCurrentRepetition()));
    nothingNewDiffers();
  }

  @Test
  void thousands_of_lines() throws IOException {
    StringBuilder rules = new StringBuilder();
    for (int service = 0; service < 300; service++) {
      String id = "10." + service / 100 + ".7." + service % 100 + ":80";
      rules.append("-A -t ").append(id).append(" -s wrr\n");
      for (int server = 1; server <= 10; server++) {
        rules.append("-a -t " + id + " -r 172.30.0." + server + " -m -w " + server + "\n");
      }
    }
    comparison.compare(List.of(Case.rules("3,300 lines", 0, rules.toString())));
    comparison.list("-L", "-n", "--rate");
    nothingNewDiffers();
  }

  @Test
  void names_of_hosts() throws IOException {
    Path hosts = Files.createTempFile("hosts", "");
    Files.writeString(
        hosts,
        """
        127.0.0.1 localhost
        10.0.0.100 a-very-long-name-for-a-virtual-server.example.com alias
        10.8.0.2 rs1-with-quite-a-long-name.internal.example.com rs1
        10.8.0.3 rs2
        10.8.0.4 1.2.3.4
        10.200.0.1 twice
        10.77.0.200 twice
        fd00::100 v6-very-long-name-for-a-virtual-server-which-goes-on-and-on.example.com
        fd08::2 short6
        """);
    Sides.mount(hosts, "/etc/hosts");
    try {
      comparison.compare(
          List.of(
              Case.rules(
                  "names",
                  0,
                  """
                  -A -t alias:http
                  -a -t alias:http -r rs1:www -m
                  -a -t 10.0.0.100:80 -r rs2
                  -A -u a-very-long-name-for-a-virtual-server.example.com:domain
                  -a -u alias:domain -r rs2:domain -m
                  -A -f 5
                  -a -f 5 -r rs1:http -m
                  -a -f 5 -r 10.8.0.4:80 -m
                  -A -t twice:80
                  -a -t twice:80 -r TWICE:81 -m
                  -A --sctp-service alias:80
                  -A -t [fd00::100]:https
                  -a -t [fd00::100]:https -r [fd08::2]:https
                  """)));
      for (String columns :
          List.of("--stats", "--rate", "--thresholds", "--persistent-conn", "--tun-info", "-X")) {
        comparison.list("-L", columns);
      }
      comparison.list("-L");
      comparison.list("-S");
      comparison.list("-L", "-t", "alias:80");
      comparison.list("-L", "-t", "nobody:80");
      comparison.list("-L", "-t", "short6:80");
    } finally {
      Sides.unmount("/etc/hosts");
    }
    nothingNewDiffers();
  }

  @Test
  void processes_of_their_own() throws IOException {
    comparison.compareProcesses(LauncherCases.jipvsadm());
    nothingNewDiffers();
  }

  @Test
  void the_script_that_saves() throws IOException {
    comparison.compareProcesses(LauncherCases.save());
    nothingNewDiffers();
  }

  @Test
  void the_script_that_restores() throws IOException {
    comparison.compareProcesses(LauncherCases.restore());
    nothingNewDiffers();
  }

  /** Last: the connections outlive it, on ipvsadm's side alone. */
  @Test
  @Order(Integer.MAX_VALUE)
  void connections_and_counters_after_traffic(Network network) throws IOException {
    comparison.compare(List.of(Case.rules("services with traffic", 0, Traffic.RULES)));
    Traffic traffic = new Traffic(network, sides.referenceHost());
    traffic.flow();
    String connections = sides.reference(List.of("-Lnc", "--persistent-conn"), "").out();
    assertThat(connections).contains("10.77.0.9:0", "[fd77::]:0", "first@host", "IP ");
    for (String words :
        List.of(
            "-Lnc",
            "-Lc",
            "-Lnc --persistent-conn",
            "-Lc --persistent-conn",
            "-Lnc --sort",
            "-Lnc --nosort --exact")) {
      comparison.list(words.split(" ", -1));
    }
    Await.until("counters that stand still", Duration.ofSeconds(30), this::countersStandStill);
    assertThat(sides.reference(List.of("-Ln", "--stats"), "").out()).containsPattern("\\d+K");
    for (String words :
        List.of(
            "-Ln --stats",
            "-Ln --stats --exact",
            "-Ln --rate",
            "-Ln --rate -X",
            "-Ln",
            "-L",
            "-Ln --persistent-conn",
            "-Ln --stats -t 10.77.0.100:80",
            "-Ln --rate -f 5")) {
      comparison.list(words.split(" ", -1));
    }
    nothingNewDiffers();
    counters_and_connections_survive_a_restore();
  }

  /** The kernel brings them up to date every two seconds. */
  private boolean countersStandStill() {
    String before = counters().out();
    Await.pause(Duration.ofMillis(2500));
    return counters().out().equals(before);
  }

  private Outcome counters() {
    return sides.reference(List.of("-Ln", "--stats", "--exact"), "");
  }

  /** Nothing is deleted and added again: what was counted stays counted. */
  private void counters_and_connections_survive_a_restore() {
    Outcome counted = counters();
    assertThat(counted.out()).containsPattern("10.77.0.8:8000 +[1-9]");
    Outcome restored = sides.ourRestoreAbroad(Traffic.RULES);
    assertThat(restored).isEqualTo(new Outcome(0, "", ""));
    comparison.alike("counters after jipvsadm-restore", counted, counters());
    nothingNewDiffers();
  }

  private void nothingNewDiffers() {
    List<String> all = comparison.differences();
    List<String> found = List.copyOf(all.subList(told, all.size()));
    told = all.size();
    assertThat(found).isEmpty();
  }
}
