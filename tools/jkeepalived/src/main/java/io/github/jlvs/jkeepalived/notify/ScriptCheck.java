// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.keepalived.conf.model.Command;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Says which scripts of a configuration will not run, each file with each user once. */
final class ScriptCheck {
  private final ScriptPolicy policy;
  private final Set<Command> seen = new HashSet<>();

  ScriptCheck(ScriptPolicy policy) {
    this.policy = policy;
  }

  /** Looks at the scripts that tell of something. */
  void of(String name, List<Command> commands, Consumer<String> log) {
    for (Command command : commands) {
      // There may be thousands of servers, whose scripts differ in their arguments alone.
      if (seen.add(new Command(command.words().subList(0, 1), command.user()))) {
        ScriptPolicy.Verdict verdict = policy.verdict(command);
        if (verdict instanceof ScriptPolicy.Verdict.Refused refused) {
          log.accept("(%s) notify script will not run: %s".formatted(name, refused.why()));
        } else if (verdict instanceof ScriptPolicy.Verdict.Run run) {
          run.remark().ifPresent(log);
        } else {
          throw new IllegalStateException("not known what follows from " + verdict);
        }
      }
    }
  }
}
