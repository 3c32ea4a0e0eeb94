// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Network;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** jipvsadm as a process: what its streams, its memory and its user may be. */
@KernelTest
class ProcessTest {
  private Scripts scripts;

  @BeforeEach
  void scripts(Network network) {
    scripts = Scripts.on(network);
  }

  private CommandResult run(String script) {
    return scripts.run(script);
  }

  @Test
  void a_reader_that_has_seen_enough_ends_it_quietly() {
    CommandResult result =
        run(
            """
            for i in {1..20}; do for j in {1..200}; do echo -A -t 10.0.$i.$j:80 -s rr; done; done >/tmp/rules
            $J -R </tmp/rules || exit 9
            for list in -Ln -Sn '-Ln --json' '-Ln --stats' 'diff /dev/null' '-Ln --watch'; do
              $J $list | head -n 1 >/dev/null
              echo ${PIPESTATUS[0]}
            done
            """);
    assertThat(result.err()).isEmpty();
    // Each list is longer than a pipe holds, so that none ends before the reader has left.
    // 128 and SIGPIPE's number, as a shell tells of ipvsadm.
    assertThat(result.out()).isEqualTo("141\n".repeat(6));
  }

  @Test
  void a_full_disk_behind_standard_output_is_an_error() {
    for (String list : List.of("-Ln", "-h", "-v", "-Sn", "-Ln --json")) {
      CommandResult result = run("ipvsadm -A -f 1 2>/dev/null; $J " + list + " >/dev/full");
      assertThat(result.status()).as(list).isEqualTo(1);
      assertThat(result.err())
          .isEqualTo("jipvsadm: write to standard output: No space left on device\n");
    }
    assertThat(run("$J diff /dev/null >/dev/full").status()).as("1: different").isEqualTo(2);
  }

  @Test
  void a_full_disk_behind_standard_error_changes_nothing_else() {
    CommandResult result =
        run(
            """
            $J -A -t nowhere 2>/dev/full; echo $?
            printf -- '-A -f 1\\n-A -f 1\\n-A -f 2\\n' | $J -R 2>/dev/full; echo $?
            ipvsadm -Sn
            """);
    assertThat(result.out()).isEqualTo("2\n0\n-A -f 1 -s wlc\n-A -f 2 -s wlc\n");
  }

  @Test
  void closed_descriptors_are_as_empty_ones() {
    assertThat(run("ipvsadm -A -f 1; $J -Ln >&-").status()).isZero();
    CommandResult result = run("$J -R <&-; echo $?; $J -A 2>&-; echo $?; ipvsadm -Sn");
    assertThat(result.out()).isEqualTo("0\n2\n-A -f 1 -s wlc\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void forty_megabytes_of_rules_need_no_more_memory_than_a_few() {
    CommandResult result =
        run(
            """
            export JLVS_JAVA_OPTIONS=-Xmx24m
            rule="-E -t 10.0.0.1:80 -s rr $(printf ' --sort%.0s' {1..1000})"
            ipvsadm -A -t 10.0.0.1:80
            yes -- "$rule" | head -c 40000000 | $J -R; echo ${PIPESTATUS[2]}
            head -c 40000000 /dev/zero | $J -R; echo ${PIPESTATUS[1]}
            ipvsadm -Sn
            """);
    assertThat(result.out()).endsWith("2\n-A -t 10.0.0.1:80 -s rr\n");
    assertThat(result.err())
        .doesNotContain("OutOfMemory", "Exception")
        .contains("jipvsadm: line 1, column 1048577: ", "the line has more than 1048576 bytes");
  }

  @Test
  void more_rules_than_memory_holds_are_an_error_before_anything_is_done() {
    CommandResult result =
        run(
            """
            export JLVS_JAVA_OPTIONS=-Xmx24m
            yes -- '-A -t 10.0.0.1:80' | head -c 40000000 | $J -R --atomic; echo ${PIPESTATUS[2]}
            ipvsadm -Sn
            """);
    assertThat(result.out()).isEqualTo("1\n");
    assertThat(result.err())
        .isEqualTo("jipvsadm: out of memory; raise -Xmx in JLVS_JAVA_OPTIONS\n");
  }

  @Test
  void a_pipe_whose_writer_dies_in_the_midst_of_a_line() {
    CommandResult result =
        run(
            """
            { printf -- '-A -f 1\\n-A -t 10.0.0.1:80 -s'; kill -9 $BASHPID; } | $J -R; echo ${PIPESTATUS[1]}
            { printf -- '-A -f 2\\n-A -t 10.0.0.1:80 -s'; kill -9 $BASHPID; } | $J-restore
            echo ${PIPESTATUS[1]}; ipvsadm -Sn
            """);
    assertThat(result.out()).isEqualTo("255\n255\n-A -f 1 -s wlc\n");
    assertThat(result.err())
        .contains(
            "line 2, column 21: (the file ends in the midst of this line) -s: the value NAME is"
                + " missing")
        .contains("nothing was changed");
  }

  @Test
  void names_that_are_no_ascii_are_the_same_bytes_in_every_locale() {
    CommandResult result =
        run(
            """
            echo '-A -f 1' >/tmp/règles
            for locale in C C.UTF-8; do
              export LC_ALL=$locale
              $J -A -t café:80 2>&1 | grep -cF -- '--tcp-service café:80: no such address'
              $J diff </tmp/règles
            done
            $J diff /tmp/règles
            LC_ALL=C $J diff /tmp/règles; echo $?
            """);
    assertThat(result.out()).isEqualTo("1\n-A -f 1 -s wlc\n".repeat(2) + "-A -f 1 -s wlc\n2\n");
    assertThat(result.err()).contains("its name does not fit the locale", "jipvsadm diff < FILE");
  }

  @Test
  void an_unprivileged_user_is_told_what_to_do_and_gets_the_help() {
    CommandResult result =
        run(
            """
            run() { setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent $J "$@"; }
            run -Ln; echo $?
            run -A -f 1; echo $?
            run -A -f 1 --dry-run; echo $?
            run -v; echo $?
            run -h >/dev/null; echo $?
            run -A -t nowhere; echo $?
            """);
    assertThat(result.out())
        .isEqualTo(
            """
            2
            2
            2
            ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)
            0
            0
            2
            """);
    String denied =
        "jipvsadm: Permission denied (you must be root): IPVS needs the capability CAP_NET_ADMIN;"
            + " run it with sudo\n";
    assertThat(result.err()).startsWith(denied.repeat(3)).contains("--tcp-service nowhere");
  }

  @Test
  void a_checkout_that_cannot_be_written_will_do() {
    CommandResult result =
        run(
            """
            mount --bind "${J%/tools/*}" "${J%/tools/*}"
            mount -o remount,bind,ro "${J%/tools/*}" || exit 9
            touch "${J%/*}/new" 2>/dev/null && exit 8
            mount -t tmpfs -o ro none "${J%/bin/*}/jipvsadm/target/start" || exit 7
            JLVS_CACHE=/tmp/cache $J -A -f 1 && JLVS_CACHE=/dev/null/cache $J-save -n
            cd /
            env -u HOME -u XDG_CACHE_HOME -u JLVS_CACHE $J-save -n
            HOME=/no/home env -u XDG_CACHE_HOME -u JLVS_CACHE $J-save -n
            ls -d /nonexistent /no /jlvs /.cache 2>/dev/null
            ls /tmp/cache | grep -c "jsa$"
            """);
    assertThat(result.out().lines())
        .containsExactly("-A -f 1 -s wlc", "-A -f 1 -s wlc", "-A -f 1 -s wlc", "1");
    assertThat(result.status()).isZero();
  }

  @Test
  void a_live_table_ends_with_q_or_an_interrupt_and_gives_the_terminal_back() {
    for (String key : List.of("q", "\\003")) {
      CommandResult result =
          run(
              """
              cat >/tmp/watch <<TXT
              trap : INT
              stty rows 20 cols 120
              $J -A -t 10.0.0.1:80 -s rr 2>/dev/null
              { until [ -e /tmp/two ]; do sleep 0.2; done; stty -F \\$(tty) cols 80; } </dev/tty &
              $J -Ln --watch 1
              echo status \\$?
              stty -a
              TXT
              : >/tmp/seen
              rm -f /tmp/two
              narrow='RemoteAddress:Port                CPS'
              two_pictures() { [ "$(grep -c 'q: quit' /tmp/seen)" -ge 2 ]; }
              { until two_pictures; do sleep 0.2; done; touch /tmp/two
                until grep -q "$narrow" /tmp/seen; do sleep 0.2; done; printf '%KEY%'; sleep 2; } |
                script -qec 'bash /tmp/watch' /dev/null >/tmp/seen
              cat /tmp/seen
              """
                  .replace("%KEY%", key));
      String out = result.out().replace("\r", "");
      assertThat(out).contains("\u001b[?1049h", "TCP 10.0.0.1:80 rr", "CPS    InPPS", "q: quit");
      assertThat(out.substring(out.indexOf("\u001b[?1049l")))
          .contains("\u001b[?1049l", key.equals("q") ? "status 0" : "status 130")
          .containsPattern("[^-]icanon")
          .containsPattern("[^-]echo ");
    }
  }
}
