// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.FAST;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.realServer;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.virtualServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.ProbeResult.Failure;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.healthcheck.probe.WeightAdvice;
import io.github.jlvs.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that ask nobody on the network: scripts and files. */
class LocalChecksTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ServiceAddress SERVER = ServiceAddress.tcp("192.0.2.1", 80);

  @TempDir Path directory;

  @Test
  void a_script_is_well_when_it_ends_with_0_and_gets_its_arguments_as_they_are() throws Exception {
    Path seen = directory.resolve("seen");
    Path script =
        script(
            "printf '%s|' \"$@\" > " + seen,
            "env | grep -c -v -e ^PWD= -e ^SHLVL= -e ^_= >> " + seen);

    assertThat(run(ScriptProbe.of(script.toString(), "a", "b c", "$HOME")))
        .isEqualTo(ProbeResult.SUCCESS);
    assertThat(seen).hasContent("a|b c|$HOME|1\n");
  }

  @Test
  void another_status_and_a_signal_are_failures_that_are_named() throws Exception {
    assertThat(run(ScriptProbe.of(script("exit 3").toString())))
        .isEqualTo(ProbeResult.failed("exited with status 3"));
    assertThat(run(ScriptProbe.of(script("kill -9 $$").toString())))
        .isEqualTo(ProbeResult.failed("due to signal 9"));
  }

  @Test
  void a_script_with_a_say_in_weights_says_it_by_its_status() throws Exception {
    assertThat(weight("exit 0")).isEqualTo(ProbeResult.SUCCESS);
    assertThat(weight("exit 1")).isEqualTo(ProbeResult.failed("exited with status 1"));
    assertThat(weight("exit 2")).isEqualTo(new ProbeResult.Success(new WeightAdvice.Exactly(0)));
    assertThat(weight("exit 255"))
        .isEqualTo(new ProbeResult.Success(new WeightAdvice.Exactly(253)));
  }

  @Test
  void a_script_that_takes_too_long_is_ended_with_what_it_has_started() throws Exception {
    Path pids = directory.resolve("pids");
    Path script =
        script(
            "sleep 3600 &", "echo $! $$ > " + pids + ".new", "mv " + pids + ".new " + pids, "wait");

    SingleCheck check = SingleCheck.run(ScriptProbe.of(script.toString()), Duration.ofSeconds(1));

    assertThat(check.result()).isEqualTo(new Failure(Cause.TIMEOUT, "not over within 1000 ms"));
    List<String> started = List.of(Files.readString(pids).strip().split(" "));
    try (ChecksOnALoop on = new ChecksOnALoop()) {
      on.until(() -> started.stream().noneMatch(LocalChecksTest::runs));
    }
  }

  /** A zombie runs no more, whether or not process 1 of a container looks after it. */
  private static boolean runs(String pid) {
    try {
      return !Files.readString(Path.of("/proc", pid, "stat")).matches("(?s).*\\) Z .*");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_script_that_cannot_be_started_says_nothing_of_the_server() {
    Probe absent = ScriptProbe.of(directory.resolve("absent").toString());

    assertThatThrownBy(() -> SingleCheck.run(absent, LIMIT))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("absent");
    Probe nobodys =
        new ScriptProbe(List.of("/bin/true"), Optional.of("no-such-user"), Optional.empty(), false);
    assertThatThrownBy(() -> SingleCheck.run(nobodys, LIMIT))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("no-such-user");
  }

  @Test
  void a_file_is_judged_by_its_number() throws Exception {
    Path file = directory.resolve("number");
    FileProbe probe = FileProbe.of(file.toString());
    assertThat(run(probe)).as("absent").isEqualTo(ProbeResult.SUCCESS);
    Files.writeString(file, "-5 percent");
    assertThat(run(probe)).isEqualTo(new ProbeResult.Success(new WeightAdvice.More(-5)));
    assertThat(run(new FileProbe("f", file.toString(), 3, true)))
        .isEqualTo(new ProbeResult.Success(new WeightAdvice.More(15)));
    assertThat(run(new FileProbe("f", file.toString(), 0, false)))
        .isEqualTo(ProbeResult.failed("the number in " + file + " is -5"));
    assertThat(run(new FileProbe("f", file.toString(), 0, true))).isEqualTo(ProbeResult.SUCCESS);
    Files.writeString(file, "99999999999");
    assertThat(run(probe)).as("no number at first").isEqualTo(ProbeResult.SUCCESS);
  }

  @Test
  void a_file_that_cannot_be_named_here_says_nothing_of_the_server() throws Exception {
    FileProbe nameless = FileProbe.of("/run/a\0b");

    assertThatThrownBy(() -> SingleCheck.run(nameless, LIMIT))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("characters");
    try (ChecksOnALoop on = new ChecksOnALoop()) {
      on.checks.reconfigure(List.of(virtualServer(realServer(SERVER, FAST, nameless))));
      on.until(() -> !on.impossible.isEmpty());
      assertThat(weights(on)).containsExactly(1);
    }
  }

  @Test
  void a_file_that_changes_changes_the_weight_at_once_and_takes_the_server_down() throws Exception {
    Path weighed = directory.resolve("weighed");
    Path watched = directory.resolve("watched");
    CheckPolicy rarely = CheckPolicy.every(Duration.ofHours(1)).withWarmup(Duration.ZERO);
    try (ChecksOnALoop on = new ChecksOnALoop()) {
      RealServer server =
          realServer(SERVER, rarely, FileProbe.of(weighed.toString()))
              .with(
                  new Check(
                      rarely.withRetry(0, Duration.ZERO),
                      new FileProbe("w", watched.toString(), 0, false)));
      on.checks.reconfigure(List.of(virtualServer(server)));
      assertThat(weights(on)).containsExactly(1);

      Files.writeString(weighed, "9");
      on.until(() -> weights(on).equals(List.of(10)));
      Files.writeString(watched, "1");
      on.until(() -> weights(on).isEmpty());
      Files.writeString(watched, "0");
      on.until(() -> weights(on).equals(List.of(10)));
      Files.delete(weighed);
      on.until(() -> weights(on).equals(List.of(1)));
    }
  }

  @Test
  void a_script_checks_again_and_again_under_the_loop() throws Exception {
    Path status = Files.writeString(directory.resolve("status"), "7");
    Path script = script("read status < " + status, "exit $status");
    try (ChecksOnALoop on = new ChecksOnALoop()) {
      on.checks.reconfigure(
          List.of(
              virtualServer(
                  realServer(SERVER, FAST, ScriptProbe.of(script.toString()).withWeight()))));
      on.until(() -> weights(on).equals(List.of(5)));
      Files.writeString(status, "1");
      on.until(() -> weights(on).isEmpty());
      Files.writeString(status, "0");
      on.until(() -> weights(on).equals(List.of(1)));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(ScriptThread.THREAD);
  }

  private static List<Integer> weights(ChecksOnALoop on) {
    return on.checks.virtualServers().get(0).desired().stream()
        .map(DesiredDestination::weight)
        .toList();
  }

  private ProbeResult weight(String line) throws Exception {
    return run(ScriptProbe.of(script(line).toString()).withWeight());
  }

  private static ProbeResult run(Probe probe) {
    return SingleCheck.run(probe, LIMIT).result();
  }

  private Path script(String... lines) throws Exception {
    Path script = Files.createTempFile(directory, "script", "");
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
