// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import io.github.jlvs.linux.process.Account;
import java.util.Optional;

/** Whom scripts run as by a configuration, on this host. */
final class PolicyOwners implements Owners {
  private final ScriptPolicy policy;

  PolicyOwners(GlobalDefs global) {
    this.policy = new ScriptPolicy(global);
  }

  @Override
  public Optional<String> of(Command command) {
    if (policy.verdict(command) instanceof ScriptPolicy.Verdict.Run run) {
      return run.program().account().map(PolicyOwners::text);
    }
    return Optional.empty();
  }

  private static String text(Account account) {
    return Integer.toUnsignedString(account.uid()) + ":" + Integer.toUnsignedString(account.gid());
  }
}
