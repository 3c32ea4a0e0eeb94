// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.process.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The scripts of MISC_CHECK: which of them may run, and what is run then. That is found out at the
 * start and at each reload, and not at each check. Thread-safe.
 */
public final class CheckScripts {
  /**
   * What was found out.
   *
   * @param programs what is run; with those of the configuration before, of which some still run
   * @param refused those that may not run
   */
  private record Found(Map<ScriptProbe, Program> programs, Set<ScriptProbe> refused) {}

  private volatile Found found = new Found(Map.of(), Set.of());
  private Map<ScriptProbe, Program> before = Map.of();

  /**
   * Looks at the scripts of a configuration, of which some may be those of the one before. On one
   * thread alone: looking up users and files takes its time.
   *
   * @param servers the virtual servers
   * @param policy which scripts may run, and as whom
   * @param log takes lines
   */
  public void reconfigure(
      List<VirtualServerSetup> servers, ScriptPolicy policy, Consumer<String> log) {
    Map<ScriptProbe, Program> programs = new HashMap<>();
    Set<ScriptProbe> refused = new HashSet<>();
    Set<ScriptProbe> scripts = new LinkedHashSet<>();
    servers.forEach(server -> scripts(server).forEach(scripts::add));
    for (ScriptProbe script : scripts) {
      ScriptPolicy.Verdict verdict = policy.verdict(command(script));
      if (verdict instanceof ScriptPolicy.Verdict.Run run) {
        run.remark().ifPresent(log);
        programs.put(script, run.program());
      } else if (verdict instanceof ScriptPolicy.Verdict.Refused no) {
        log.accept(no.why());
        log.accept(
            "Disabling misc script '" + script.words().get(0) + "' since not found/accessible");
        refused.add(script);
      } else {
        throw new IllegalStateException("not known what follows from " + verdict);
      }
    }
    if (!programs.isEmpty() && !policy.isSecure()) {
      log.accept(
          "SECURITY VIOLATION - check scripts are being executed but script_security not enabled.");
    }
    Map<ScriptProbe, Program> all = new HashMap<>(before);
    all.putAll(programs);
    before = programs;
    found = new Found(all, refused);
  }

  private static Stream<ScriptProbe> scripts(VirtualServerSetup server) {
    return server.checks().realServers().stream()
        .flatMap(real -> real.checks().stream())
        .flatMap(check -> script(check.probe()).stream());
  }

  private static Optional<ScriptProbe> script(Probe probe) {
    return probe instanceof ScriptProbe script ? Optional.of(script) : Optional.empty();
  }

  private static Command command(ScriptProbe script) {
    return new Command(
        script.words(), script.user().map(user -> new ScriptUser(user, script.group())));
  }

  /**
   * What is run for a script.
   *
   * @param script the script
   * @return the program; empty where it may not run or is not configured
   */
  public Optional<Program> program(ScriptProbe script) {
    return Optional.ofNullable(found.programs.get(script));
  }

  /**
   * A virtual server without the checks whose scripts may not run: as with keepalived its real
   * servers do without them.
   *
   * @param server the virtual server
   * @return the same, mostly
   */
  public VirtualServerSetup allowed(VirtualServerSetup server) {
    Set<ScriptProbe> refused = found.refused;
    return scripts(server).noneMatch(refused::contains)
        ? server
        : server.withoutChecks(
            check -> script(check.probe()).filter(refused::contains).isPresent());
  }
}
