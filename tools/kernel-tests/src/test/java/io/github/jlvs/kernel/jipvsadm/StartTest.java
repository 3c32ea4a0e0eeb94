// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How jipvsadm starts: with which Java, in how much memory, on a terminal, and how it starts soon.
 */
@KernelTest
@WithoutIpvs
class StartTest {
  private Scripts scripts;

  @BeforeEach
  void scripts(Network network) {
    scripts = Scripts.on(network);
  }

  private CommandResult run(String script) {
    return scripts.run(script);
  }

  @Test
  void a_java_that_is_not_there_is_named() {
    CommandResult result = run("JLVS_JAVA=/nonexistent/java $J -v");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).startsWith("jipvsadm: no java found (/nonexistent/java); install");
  }

  /** A VM told of it on standard output, or died without a word. */
  @Test
  void with_little_address_space_it_runs_or_says_what_it_needs() {
    CommandResult result =
        run(
            """
            (ulimit -v 700000; $J -v); echo $?
            (ulimit -v 500000; $J -v); echo $?
            """);
    assertThat(result.out())
        .isEqualTo("ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\n0\n1\n");
    assertThat(result.err())
        .isEqualTo(
            "jipvsadm: a Java VM needs 600000 KB of address space, and the limit is 500000: raise it"
                + " (ulimit -v)\n");
  }

  @Test
  void on_a_terminal_an_error_points_at_the_word() {
    CommandResult result =
        run("script -qec \"$J -A -t 10.0.0.1:80 --schedular rr\" /dev/null </dev/null; echo $?");
    assertThat(result.out().replace("\r", ""))
        .contains(
            """
            jipvsadm: --schedular: there is no such option
              jipvsadm -A -t 10.0.0.1:80 --schedular rr
                                         ^^^^^^^^^^^
              Did you mean --scheduler?
            """)
        .endsWith("255\n");
  }

  @Test
  void what_is_missing_of_the_archive_is_made_again() {
    CommandResult result =
        run(
            """
            mkdir -p /tmp/copy/jipvsadm/target
            cp -r "${J%/*}" /tmp/copy/bin
            cp -r "${J%/bin/*}"/jipvsadm/target/{lib,rehearsal,*.jar} /tmp/copy/jipvsadm/target
            S=/tmp/copy/jipvsadm/target/start
            for lost in 'rm -rf $S' 'rm $S/*.jsa' ': >$S/*.jsa' 'rm $S/*.key' 'rm $S/*.so'; do
              eval "$lost"
              /tmp/copy/bin/jipvsadm -v >/dev/null
              echo $? $(find $S -type f -size +0 | wc -l)
            done
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("0 3\n".repeat(5));
  }
}
