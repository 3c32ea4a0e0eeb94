// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.TrackedProcess.Match;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrackedFilesAndProcessesTest {
  private static final String FILE =
      """
      track_file F {
        file /run/weight
      }
      """;

  private static final String PROCESS =
      """
      vrrp_track_process P {
        process haproxy
      }
      """;

  @Test
  void a_file_has_the_weight_1_unless_it_or_its_tracker_says_otherwise() {
    assertThat(tracked(FILE, "track_file {", "F", "}"))
        .containsExactly(new Tracking("file F", 1, false));
    assertThat(tracked(FILE.replace("}", "weight -2 reverse\n}"), "track_file {", "F", "}"))
        .containsExactly(new Tracking("file F", -2, true));
    assertThat(tracked(FILE, "track_file {", "F weight 254 reverse", "}"))
        .containsExactly(new Tracking("file F", 254, true));
    assertThat(tracked(FILE, "track_file {", "F weight 0", "}"))
        .containsExactly(new Tracking("file F", 0, false));
  }

  @Test
  void what_is_written_at_the_start_is_a_number_and_whether_to_overwrite() {
    assertThat(init("")).isEmpty();
    assertThat(init("init_file")).contains(new TrackedFile.Init(0, false));
    assertThat(init("init_file 5")).contains(new TrackedFile.Init(5, false));
    assertThat(init("init_file -5 overwrite")).contains(new TrackedFile.Init(-5, true));
    assertThat(init("init_file overwrite 6")).contains(new TrackedFile.Init(6, true));
    assertThat(messages("init_file 300")).contains("300 is more than any priority");
    assertThat(messages("init_file abc")).contains("'abc' is not a number");
  }

  @Test
  void a_path_is_whole_and_there() {
    assertThat(diagnostics("track_file F {\n}\n" + router("track_file {", "F", "}")))
        .contains("'file' is missing in this track_file");
    assertThat(diagnostics(FILE.replace("/run/", "") + router("track_file {", "F", "}")))
        .contains("'weight' begins in the directory that the daemon is started in");
  }

  @Test
  void a_process_without_more_is_one_of_that_name_whose_absence_is_a_fault() {
    assertThat(tracked(PROCESS, "track_process {", "P", "}"))
        .containsExactly(new Tracking("process P", 0, false));
    assertThat(process(""))
        .isEqualTo(
            new TrackedProcess(
                "P",
                List.of("haproxy"),
                Match.NAME,
                1,
                Integer.MAX_VALUE,
                Duration.ZERO,
                Duration.ZERO));
  }

  @Test
  void what_of_a_process_is_compared_follows_from_arguments_and_options() {
    assertThat(process("full_command").match()).isEqualTo(Match.PROGRAM);
    assertThat(process("param_match").match()).isEqualTo(Match.ALL);
    assertThat(process("param_match initial").match()).isEqualTo(Match.BEGINNING);
    assertThat(process("param_match partial\nfull_command").match())
        .isEqualTo(Match.FIRST_ARGUMENTS);
    TrackedProcess words = only(PROCESS.replace("haproxy", "\"/opt/a b\" -f \"c d\""));
    assertThat(words.match()).isEqualTo(Match.ALL);
    assertThat(words.command()).containsExactly("/opt/a b", "-f", "c d");
  }

  @Test
  void quorum_and_delays_are_read_with_their_edges() {
    assertThat(process("quorum 65535").quorum()).isEqualTo(65535);
    assertThat(process("quorum_max 0"))
        .extracting(TrackedProcess::quorum, TrackedProcess::quorumMax)
        .containsExactly(0, 0);
    assertThat(process("quorum 2\nquorum_max 1").quorumMax()).isEqualTo(Integer.MAX_VALUE);
    assertThat(process("delay 2\nfork_delay 0.5"))
        .extracting(TrackedProcess::forkDelay, TrackedProcess::terminateDelay)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(2));
    for (String wrong : List.of("quorum 0", "quorum 65536", "quorum_max -1", "delay 3601")) {
      assertThat(diagnostics(PROCESS.replace("}", wrong + "\n}"))).contains("out of range");
    }
  }

  @Test
  void what_finds_no_process_is_said() {
    assertThat(diagnostics(PROCESS.replace("haproxy", "/usr/sbin/haproxy")))
        .contains("no process has a name with a '/'");
    assertThat(diagnostics(PROCESS.replace("haproxy", "a_very_long_name_9")))
        .contains("the kernel keeps 15 letters of a name");
    assertThat(diagnostics(PROCESS.replace("process haproxy", "quorum 1")))
        .contains("'process' is missing in this vrrp_track_process");
    assertThat(diagnostics(PROCESS.replace("}", "param_match inital\n}")))
        .contains("did you mean 'initial'?");
  }

  @Test
  void what_is_not_defined_or_not_tracked_is_said() {
    assertThat(diagnostics(FILE + router("track_file {", "G", "}")))
        .contains("there is no track_file 'G'")
        .contains("track_file 'F' is not tracked by any virtual router: it is not looked at");
    assertThat(diagnostics(PROCESS + router("track_process {", "Q", "}")))
        .contains("there is no vrrp_track_process 'Q'")
        .contains("'P' is not tracked by any virtual router: it is not looked for");
  }

  @Test
  void an_owner_of_addresses_tracks_nothing_with_a_weight() {
    String owner = router("priority 255", "track_file {", "F", "}");

    assertThat(diagnostics(FILE + owner)).contains("'F' is not tracked, as it has a weight");
    assertThat(read(FILE + owner).routerSetups().get(0).tracked()).isEmpty();
  }

  /** keepalived: "ignoring weight ... due to SYNC group. specify weight 0", and then a fault. */
  @Test
  void a_file_without_a_weight_in_its_line_is_a_fault_in_a_sync_group() {
    String inGroup = router("track_file {", "F", "}");
    String group = "vrrp_sync_group G {\n group {\n V1\n }\n}\n";

    for (String file : List.of(FILE, FILE.replace("}", "weight 2\n}"))) {
      assertThat(diagnostics(group + file + inGroup))
          .contains("any number but 0 in 'F' is a fault here, as in keepalived")
          .doesNotContain("is not tracked");
      assertThat(read(group + file + inGroup).routerSetups().get(0).tracked())
          .containsExactly(Tracking.fault("file F"));
    }
    String weighted = group + FILE + router("track_file {", "F weight 2", "}");
    assertThat(diagnostics(weighted)).contains("'F' is not tracked, as it has a weight");
    assertThat(read(weighted).routerSetups().get(0).tracked()).isEmpty();
    String may = group.replace("G {", "G {\n sync_group_tracking_weight");
    assertThat(read(may + FILE + inGroup).routerSetups().get(0).tracked())
        .containsExactly(new Tracking("file F", 1, false));
  }

  private static String router(String... lines) {
    return Texts.instance(lines);
  }

  private static List<Tracking> tracked(String definition, String... lines) {
    return read(definition + router(lines)).routerSetups().get(0).tracked();
  }

  private static Optional<TrackedFile.Init> init(String line) {
    String text = FILE.replace("}", line + "\n}") + router("track_file {", "F", "}");
    return read(text).tracked().files().get(0).init();
  }

  private static String messages(String line) {
    return diagnostics(FILE.replace("}", line + "\n}") + router("track_file {", "F", "}"));
  }

  private static TrackedProcess process(String lines) {
    return only(PROCESS.replace("}", lines + "\n}"));
  }

  private static TrackedProcess only(String definition) {
    return read(definition + router("track_process {", "P", "}")).tracked().processes().get(0);
  }

  private static ReadResult result(String text) {
    return ConfigurationReader.read("k.conf", text);
  }

  private static Configuration read(String text) {
    return result(text).configuration().orElseThrow();
  }

  private static String diagnostics(String text) {
    return result(text).diagnostics().toString();
  }
}
