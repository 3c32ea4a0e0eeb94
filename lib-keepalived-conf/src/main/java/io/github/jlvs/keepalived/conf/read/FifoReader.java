// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.command;
import static io.github.jlvs.keepalived.conf.argument.Argument.name;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.Fifo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the FIFOs of {@code global_defs}. */
final class FifoReader {
  private static final String ALL = "notify_fifo";
  private static final String VRRP = "vrrp_notify_fifo";
  private static final String LVS = "lvs_notify_fifo";

  static final Keywords<FifoReader> KEYWORDS =
      with(
          with(
              with(Keywords.none(), ALL, "A FIFO that is told of everything"),
              VRRP,
              "A FIFO that is told of virtual routers"),
          LVS,
          "A FIFO that is told of virtual and real servers");

  private final Map<String, String> paths = new HashMap<>();
  private final Map<String, Command> handlers = new HashMap<>();

  private static Keywords<FifoReader> with(
      Keywords<FifoReader> keywords, String fifo, String line) {
    String script = fifo + "_script";
    return keywords
        .on(
            keyword(fifo, name()).says(line + "; it is made where there is none"),
            (reader, path) -> path.ifPresent(p -> reader.paths.put(fifo, p)))
        .on(
            keyword(script, command()).says("Started to read `" + fifo + "`, whose path it gets"),
            (reader, command) -> command.ifPresent(c -> reader.handlers.put(fifo, c)));
  }

  List<Fifo> fifos() {
    List<Fifo> fifos = new ArrayList<>();
    for (String fifo : List.of(ALL, VRRP, LVS)) {
      Optional.ofNullable(paths.get(fifo))
          .ifPresent(
              path ->
                  fifos.add(
                      new Fifo(
                          path,
                          Optional.ofNullable(handlers.get(fifo)),
                          !fifo.equals(LVS),
                          !fifo.equals(VRRP))));
    }
    return fifos;
  }
}
