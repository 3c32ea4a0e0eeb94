// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import io.github.jlvs.linux.process.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who may run a file, by its mode (path_resolution(7)); access control lists are not looked at, and
 * would be found by the kernel.
 */
record Executability(boolean regular, int mode, int uid, int gid) {
  private static final int OWNER = 0100;
  private static final int GROUP = 0010;
  private static final int OTHERS = 0001;

  static Executability of(Path file) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid,gid");
    return new Executability(
        Files.isRegularFile(file),
        number(attributes, "mode"),
        number(attributes, "uid"),
        number(attributes, "gid"));
  }

  private static int number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Integer number ? number : 0;
  }

  boolean mayRun(Account account) {
    return regular && mayExecute(account);
  }

  /** Whether it is a directory that leads on for a user. */
  boolean mayEnter(Account account) {
    return account.uid() == 0 || mayExecute(account);
  }

  private boolean mayExecute(Account account) {
    if (account.uid() == 0) {
      return (mode & (OWNER | GROUP | OTHERS)) != 0;
    }
    if (account.uid() == uid) {
      return (mode & OWNER) != 0;
    }
    return (mode & (account.gid() == gid ? GROUP : OTHERS)) != 0;
  }
}
