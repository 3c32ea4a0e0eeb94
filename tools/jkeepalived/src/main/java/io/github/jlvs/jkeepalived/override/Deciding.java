// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.linux.EventLoopThread;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** How others than the desk's thread have something decided. Thread-safe, and never waits. */
public final class Deciding {
  private volatile Optional<EventLoopThread<OverrideDesk>> desk = Optional.empty();

  /** From now on that is the desk. */
  public void at(EventLoopThread<OverrideDesk> opened) {
    desk = Optional.of(opened);
  }

  /** What {@link OverrideDesk#set} does. */
  public CompletionStage<OverrideDesk.Outcome> set(
      List<ServerOverride> decided, List<String> warnings) {
    return ask(each -> each.set(decided, warnings));
  }

  /** What {@link OverrideDesk#takeBack} does. */
  public CompletionStage<OverrideDesk.Outcome> takeBack(Predicate<Target> which, String by) {
    return ask(each -> each.takeBack(which, by));
  }

  private CompletionStage<OverrideDesk.Outcome> ask(
      Function<OverrideDesk, CompletionStage<OverrideDesk.Outcome>> question) {
    return desk.map(thread -> thread.ask(question).thenCompose(stage -> stage))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    new OverrideDesk.Outcome.NotKept("no virtual server is run")));
  }
}
