// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.linux.process.Account;
import java.util.Optional;
import java.util.OptionalInt;

/** The users and groups of a host; tests have others. */
interface Accounts {
  /** A user with the own group. */
  Optional<Account> user(String name);

  /** The number of a group. */
  OptionalInt group(String name);

  /** Whether this process is that user already. */
  boolean isOwn(Account account);

  /** Where this host looks them up. May block. */
  Accounts OF_THIS_HOST =
      new Accounts() {
        @Override
        public Optional<Account> user(String name) {
          return Account.of(name);
        }

        @Override
        public OptionalInt group(String name) {
          return Account.group(name);
        }

        @Override
        public boolean isOwn(Account account) {
          return account.isOfThisProcess();
        }
      };

  /**
   * Whom a script runs as.
   *
   * @throws ScriptRefused if there is no such user, or no such group
   */
  default Account account(ScriptUser user) {
    Account found =
        user(user.user())
            .orElseThrow(
                () -> new ScriptRefused("Script user '" + user.user() + "' does not exist"));
    if (user.group().isEmpty()) {
      return found;
    }
    String group = user.group().get();
    OptionalInt gid = group(group);
    if (gid.isEmpty()) {
      throw new ScriptRefused("Script group '" + group + "' does not exist");
    }
    return found.withGroup(gid.getAsInt());
  }
}
