// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.BadArgument;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import io.github.jlvs.jkeepalived.control.view.Page;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The commands at the control socket: who may ask for them, with which arguments. */
final class Commands {
  /** Of what was asked for, so much is in the log. */
  private static final int LONGEST = 200;

  private final TreeMap<String, Command> all = new TreeMap<>();
  private final Consumer<String> log;

  /**
   * Takes commands, of different paths.
   *
   * @param log learns who has asked for what
   */
  Commands(Collection<Command> commands, Consumer<String> log) {
    commands.forEach(command -> all.put(command.path(), command));
    this.log = log;
  }

  /** The one at a path. */
  Optional<Command> at(String path) {
    return Optional.ofNullable(all.get(path));
  }

  /** All paths. */
  Set<String> paths() {
    return all.keySet();
  }

  /** Begins one, if it may be. */
  CompletionStage<HttpResponse> begin(Command command, String body, Caller caller) {
    if (!caller.mayChange()) {
      return refused(
          403,
          "user "
              + caller.user()
              + " may read but not change anything: ask as root, or as the daemon's own user");
    }
    CompletionStage<CommandResult> begun;
    try {
      Arguments arguments = Arguments.parse(body, command.arguments());
      log.accept(asked(command, arguments, caller));
      begun = command.begin(arguments, caller);
    } catch (BadArgument e) {
      return refused(400, command.path() + ": " + e.getMessage());
    }
    return begun.thenApply(Commands::response);
  }

  /** In one line, whatever was written. */
  private static String asked(Command command, Arguments arguments, Caller caller) {
    String words = arguments.toString().replaceAll("[^ -~]", "?");
    String shown = words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
    return ("User " + caller.user() + " asks for " + command.path() + " " + shown).strip();
  }

  private static CompletionStage<HttpResponse> refused(int status, String why) {
    return CompletableFuture.completedFuture(error(status, why));
  }

  private static HttpResponse response(CommandResult result) {
    if (result instanceof CommandResult.Done done) {
      return json(200, Page.done(done.lines(), done.failures()));
    }
    return error(409, String.join("\n", ((CommandResult.Refused) result).lines()));
  }

  private static HttpResponse error(int status, String why) {
    return json(status, Page.error(status, why));
  }

  private static HttpResponse json(int status, Body body) {
    return new HttpResponse(status, "application/json", List.of(), body);
  }
}
