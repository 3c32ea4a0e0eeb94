// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Privilege;
import io.github.jlvs.linux.process.Account;
import io.github.jlvs.linux.process.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a command of the configuration: the file that is run, whom it runs as, what it
 * finds in its environment; or that it is not run, and why. Looks at the host's files and users,
 * which may take a while.
 */
public final class ScriptPolicy {
  private static final String DEFAULT_USER = "keepalived_script";
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final List<String> PASSED_ON = List.of("LANG", "LANGUAGE", "TZ");

  private final Optional<ScriptUser> scriptUser;
  private final boolean security;
  private final Accounts accounts;
  private final Map<String, String> environment;
  private final Privilege privilege;

  /**
   * That of a configuration, on this host.
   *
   * @param global the configuration's global_defs
   */
  public ScriptPolicy(GlobalDefs global) {
    this(global, Accounts.OF_THIS_HOST, System.getenv(), Privilege.ofThisThread());
  }

  ScriptPolicy(
      GlobalDefs global, Accounts accounts, Map<String, String> environment, Privilege privilege) {
    this.scriptUser = global.scriptUser();
    this.security = global.scriptSecurity();
    this.accounts = accounts;
    this.environment = environment;
    this.privilege = privilege;
  }

  /** What may come of a command. */
  public sealed interface Verdict {
    /**
     * It can be run.
     *
     * @param program what is run
     * @param remark what there is to say about it
     */
    record Run(Program program, Optional<String> remark) implements Verdict {}

    /**
     * It is not run.
     *
     * @param why a line for the log
     */
    record Refused(String why) implements Verdict {}
  }

  /**
   * Looks at a command.
   *
   * @param command the command
   * @return the program, or why it is not run
   */
  public Verdict verdict(Command command) {
    try {
      return run(command);
    } catch (ScriptRefused e) {
      return new Verdict.Refused(e.why());
    } catch (InvalidPathException e) {
      return new Verdict.Refused(
          "Script " + command.words().get(0) + " is not run: " + UnusablePath.why(e));
    } catch (IOException e) {
      return new Verdict.Refused("Script " + command.words().get(0) + " cannot be looked at: " + e);
    }
  }

  /**
   * Why a command will not run.
   *
   * @param command the command
   * @return a line for the log; empty where it will
   */
  public Optional<String> refusal(Command command) {
    Verdict verdict = verdict(command);
    if (verdict instanceof Verdict.Refused refused) {
      return Optional.of(refused.why());
    } else if (verdict instanceof Verdict.Run) {
      return Optional.empty();
    }
    throw new IllegalStateException("not known what follows from " + verdict);
  }

  private Verdict run(Command command) throws IOException {
    Account account = account(command);
    String word = command.words().get(0);
    Path file = find(word);
    if (!Files.exists(file)) {
      throw new ScriptRefused("Script " + file + " cannot be accessed - No such file or directory");
    }
    if (!Executability.of(file).mayRun(account)) {
      throw new ScriptRefused(
          "WARNING - script '%s' is not executable for uid:gid %s:%s - disabling."
              .formatted(
                  file,
                  Integer.toUnsignedString(account.uid()),
                  Integer.toUnsignedString(account.gid())));
    }
    if (security && account.uid() == 0) {
      Optional<String> fault = PathSecurity.fault(file);
      if (fault.isPresent()) {
        throw new ScriptRefused(
            "Unsafe permissions found for script '" + file + "' - disabling. " + fault.get());
      }
    }
    if (command.words().stream().anyMatch(each -> each.indexOf('\0') >= 0)) {
      throw new ScriptRefused(
          "Script " + file + " is not run: a word of its command has an octet of zero");
    }
    List<String> words = new ArrayList<>(command.words());
    words.set(0, file.toString());
    return new Verdict.Run(
        new Program(words, environment(account), Optional.of(account)),
        word.startsWith("/")
            ? closedDirectory(file, account).or(() -> lackOfRights(file, account))
            : Optional.of(
                "WARNING - script `%s` resolved by path search to `%s`. Please specify full path."
                    .formatted(word, file)));
  }

  /** Only said: who runs it learns of it, and most scripts end by themselves. */
  private Optional<String> lackOfRights(Path file, Account account) {
    if (accounts.isOwn(account)) {
      return Optional.empty();
    }
    List<Capability> change = privilege.missing(List.of(Capability.SETUID, Capability.SETGID));
    if (!change.isEmpty()) {
      return Optional.of(
          "WARNING - script '%s' will not run: this process lacks %s to become user %s"
              .formatted(file, Privilege.named(change), account.name()));
    }
    List<Capability> end = privilege.missing(List.of(Capability.KILL));
    return end.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "WARNING - script '%s' goes on where it takes too long: this process lacks %s to end one of user %s"
                .formatted(file, Privilege.named(end), account.name()));
  }

  /** Only said: an access control list may let the user through all the same. */
  private static Optional<String> closedDirectory(Path file, Account account) throws IOException {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      if (!Executability.of(at).mayEnter(account)) {
        return Optional.of(
            "WARNING - script '%s' will hardly run: %s may not pass through %s; chmod it, or move"
                    .formatted(file, account.name(), at)
                + " the script");
      }
    }
    return Optional.empty();
  }

  /** keepalived's order: the command's own user, script_user, keepalived_script, root. */
  private Account account(Command command) {
    Optional<ScriptUser> named = command.user().or(() -> scriptUser);
    if (named.isPresent()) {
      return accounts.account(named.get());
    }
    Optional<Account> standard = accounts.user(DEFAULT_USER);
    if (standard.isEmpty() && security) {
      throw new ScriptRefused(
          "Script user '"
              + DEFAULT_USER
              + "' does not exist, and enable_script_security wants a user: make it, or name one"
              + " with script_user");
    }
    return standard.orElseGet(() -> accounts.account(new ScriptUser("root", Optional.empty())));
  }

  private Path find(String word) {
    if (word.indexOf('/') >= 0) {
      return Path.of(word).toAbsolutePath();
    }
    for (String directory : path().split(File.pathSeparator)) {
      Path file = Path.of(directory).resolve(word);
      if (directory.startsWith("/") && Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new ScriptRefused("Script " + word + " cannot be accessed - No such file in " + path());
  }

  private String path() {
    return environment.getOrDefault("PATH", DEFAULT_PATH);
  }

  /** Nothing of the daemon's own but where programs are and how to speak: it may hold secrets. */
  private Map<String, String> environment(Account account) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", path());
    all.put("HOME", account.home());
    all.put("USER", account.name());
    all.put("LOGNAME", account.name());
    all.put("SHELL", account.shell());
    environment.forEach(
        (name, value) -> {
          if (PASSED_ON.contains(name) || name.startsWith("LC_")) {
            all.put(name, value);
          }
        });
    return all;
  }

  /** Whether files that others could change are not run as root. */
  boolean isSecure() {
    return security;
  }

  /**
   * What keepalived says where root runs scripts and nobody has looked after their files.
   *
   * @return the line; nothing where enable_script_security is on
   */
  public Optional<String> warning() {
    return security
        ? Optional.empty()
        : Optional.of(
            "SECURITY VIOLATION - scripts are being executed but script_security not enabled.");
  }
}
