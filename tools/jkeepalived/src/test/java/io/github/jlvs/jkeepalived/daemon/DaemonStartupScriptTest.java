// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What waits for the script of the start, and what ends it. */
class DaemonStartupScriptTest extends DaemonOnStage {
  @Test
  void everything_waits_for_the_startup_script_also_a_reload() {
    atStart =
        daemon ->
            daemon.reloadSoon(
                () -> {
                  happened.add("reload");
                  return last(daemon, Optional.of(guide));
                });
    assertThat(
            run(
                configuration(
                    "global_defs {\nscript_user "
                        + System.getProperty("user.name")
                        + """

                      startup_script "/bin/sh -c 'sleep 0.3; exit 3'"
                    }
                    """)))
        .isZero();
    assertThat(happened)
        .containsExactly(
            "alerts",
            "reload",
            "open",
            "alerts reconfigure",
            "routers",
            "servers",
            "routers stop",
            "servers stop",
            "alerts stop");
    assertThat(said)
        .containsSubsequence(
            "Running startup script /bin/sh",
            "startup script script failed, status 3",
            "Startup complete",
            "Reloading ...",
            "Reload complete",
            "Stopping");
  }

  @Test
  void a_stop_during_the_startup_script_ends_it_and_runs_the_shutdown_script() {
    assertThat(
            run(
                configuration(
                    "global_defs {\nscript_user "
                        + System.getProperty("user.name")
                        + """

                      startup_script "/bin/sleep 300"
                      shutdown_script "/bin/true"
                    }
                    virtual_server 10.0.0.1 80 {
                      protocol TCP
                      real_server 10.0.0.2 80 {
                      }
                    }
                    """),
                "Running startup script /bin/sleep"))
        .isZero();
    assertThat(happened).isEmpty();
    assertThat(said)
        .containsSubsequence(
            "Running startup script /bin/sleep",
            "Stopping",
            "Running shutdown script /bin/true",
            "shutdown script script succeeded")
        .doesNotContain("Startup complete");
    assertThat(progress).isEmpty();
  }

  @Test
  void a_startup_script_has_a_limit_and_one_that_is_not_there_holds_nothing_up() {
    assertThat(
            run(
                configuration(
                    "global_defs {\nscript_user "
                        + System.getProperty("user.name")
                        + """

                      startup_script "/bin/sleep 300"
                      startup_script_timeout 1
                      shutdown_script /nowhere/script
                    }
                    """),
                "Startup complete"))
        .isZero();
    assertThat(said)
        .containsSubsequence(
            "startup script timed out",
            "Startup complete",
            "Script /nowhere/script cannot be accessed - No such file or directory",
            "The shutdown script is not run");
  }
}
