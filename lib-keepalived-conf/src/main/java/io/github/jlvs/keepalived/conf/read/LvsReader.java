// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.LvsDefs;
import io.github.jlvs.keepalived.conf.model.LvsDefs.FlushOnStop;
import io.github.jlvs.keepalived.conf.model.SyncDaemonSetup;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code lvs_...} keywords of {@code global_defs}, which concern the kernel's IPVS. */
final class LvsReader {
  private static final String CONFIGURED_ALONE = "VS";
  private static final Argument<Located<FlushOnStop>> FLUSH_ON_STOP =
      Located.line(
          Argument.of("nothing, or `" + CONFIGURED_ALONE + "`", LvsReader::flushOnStopArgument));

  static final Keywords<LvsReader> KEYWORDS =
      Keywords.<LvsReader>none()
          .onFirst(
              keyword("lvs_sync_daemon", Located.line(SyncDaemonLine.ARGUMENT))
                  .byDefault(Standard.inWords("none; `id` is the VRID"))
                  .says("Sends connections to other directors as master, else receives them"),
              LvsReader::syncDaemon)
          .onEach(
              keyword("lvs_timeouts", Located.line(LvsTimeouts.ARGUMENT))
                  .byDefault(Standard.inWords("the kernel's: 900, 120, 300"))
                  .says("How long idle connections are remembered; 0 leaves what is there"),
              LvsReader::timeouts)
          .on(
              keyword("lvs_flush", presence())
                  .says("What others have made in the table goes at the start"),
              LvsReader::flush)
          .on(
              keyword("lvs_flush_on_stop", FLUSH_ON_STOP)
                  .says("What others have made goes at the stop as well; not with `VS`"),
              (reader, what) -> reader.flushOnStop("lvs_flush_on_stop", what))
          .on(
              keyword("lvs_flush_onstop", FLUSH_ON_STOP).says("The same as `lvs_flush_on_stop`"),
              (reader, what) -> reader.flushOnStop("lvs_flush_onstop", what));

  /** keepalived 2.2.7 gives this id to a daemon that an instance asks for, and not the VRID. */
  private static final int ID_OF_INSTANCE = 0;

  private record OfInstance(Position at, SyncDaemonSetup setup) {}

  private final ReaderContext context;
  private Optional<Located<Optional<SyncDaemonLine>>> sync = Optional.empty();
  private Optional<OfInstance> ofInstance = Optional.empty();
  private Timeouts timeouts = new Timeouts(0, 0, 0);
  private FlushOnStop flushOnStop = FlushOnStop.CONFIGURED;
  private boolean flush;

  /** What is given that counts for virtual servers alone, by its keyword. */
  private final Map<String, Position> ofServers = new LinkedHashMap<>();

  LvsReader(ReaderContext context) {
    this.context = context;
  }

  /** Each global_defs block may have one; one that is no such line was told, and counts nowhere. */
  private void syncDaemon(Located<Optional<SyncDaemonLine>> line) {
    if (line.value().isEmpty()) {
      return;
    }
    if (sync.isEmpty()) {
      sync = Optional.of(line);
      return;
    }
    Position before = sync.get().position();
    context
        .diagnostics()
        .warning(
            line.position(),
            "'lvs_sync_daemon' is given on "
                + before.seenFrom(line.position())
                + " too: the first one counts");
  }

  /** What an instance says of it, as it was written once. */
  void ofInstance(Located<String> interfaceName, String router) {
    Position at = interfaceName.position();
    if (!SyncDaemonLine.isUsable(interfaceName.value(), at, context.diagnostics())) {
      return;
    }
    String line = "lvs_sync_daemon " + interfaceName.value() + " " + router;
    if (sync.isPresent() || ofInstance.isPresent()) {
      Position before = sync.map(Located::position).orElseGet(() -> ofInstance.orElseThrow().at);
      context
          .diagnostics()
          .warning(
              at,
              "'lvs_sync_daemon_interface' has no effect: the synchronisation daemon of "
                  + before.seenFrom(at)
                  + " is the one that there can be");
      return;
    }
    context
        .diagnostics()
        .warning(
            at,
            "'lvs_sync_daemon_interface' is deprecated, and still taken (write "
                + Quoted.quote(line + " id 0")
                + " in global_defs)");
    SyncDaemon sender =
        SyncDaemon.of(SyncDaemon.State.MASTER, interfaceName.value(), ID_OF_INSTANCE);
    ofInstance = Optional.of(new OfInstance(at, new SyncDaemonSetup(router, sender)));
  }

  /** What holds, of which virtual routers are known now. */
  LvsDefs defs(List<VrrpInstance> routers) {
    return new LvsDefs(
        sync.isPresent()
            ? sync.get().value().flatMap(line -> setup(line, routers))
            : ofInstance.map(OfInstance::setup),
        timeouts,
        flush,
        flushOnStop);
  }

  /** Whose state it should follow must be said; as with keepalived it does not run otherwise. */
  private Optional<SyncDaemonSetup> setup(SyncDaemonLine line, List<VrrpInstance> routers) {
    Position at = sync.orElseThrow().position();
    if (line.instance().isEmpty()) {
      context
          .diagnostics()
          .warning(
              at,
              "'lvs_sync_daemon' names no vrrp_instance whose state the daemon could follow: it"
                  + " does not run (write 'lvs_sync_daemon eth0 VI_1')");
      return Optional.empty();
    }
    Word name = line.instance().get();
    Optional<VrrpInstance> router =
        routers.stream().filter(each -> each.setup().name().equals(name.text())).findFirst();
    if (router.isEmpty() && !context.diagnostics().hasErrors() && !Words.hasOpenReference(name)) {
      context
          .diagnostics()
          .warning(
              name.position(),
              "there is no vrrp_instance "
                  + Quoted.quote(name.text())
                  + ": the synchronisation daemon does not run");
    }
    return router.map(
        found -> new SyncDaemonSetup(name.text(), line.sender(found.setup().config().vrid())));
  }

  /** Says what has no effect because nothing is served. */
  void checkWithoutServers() {
    ofServers.forEach(
        (keyword, at) ->
            context
                .diagnostics()
                .warning(at, Quoted.quote(keyword) + " has no effect without a virtual_server"));
  }

  private void timeouts(Located<Timeouts> given) {
    timeouts = over(timeouts, given.value());
    ofServers.put("lvs_timeouts", given.position());
  }

  private void flush(Position at) {
    flush = true;
    ofServers.put("lvs_flush", at);
  }

  private void flushOnStop(String keyword, Located<FlushOnStop> given) {
    flushOnStop = given.value();
    ofServers.put(keyword, given.position());
  }

  private static Timeouts over(Timeouts before, Timeouts given) {
    return new Timeouts(
        given.tcpSeconds() == 0 ? before.tcpSeconds() : given.tcpSeconds(),
        given.tcpFinSeconds() == 0 ? before.tcpFinSeconds() : given.tcpFinSeconds(),
        given.udpSeconds() == 0 ? before.udpSeconds() : given.udpSeconds());
  }

  private static FlushOnStop flushOnStopArgument(Statement statement, Words words) {
    words.atMost(statement, 1);
    Optional<Word> word = statement.arguments().stream().findFirst();
    if (word.isEmpty()) {
      return FlushOnStop.EVERYTHING;
    }
    boolean known = word.get().text().equals(CONFIGURED_ALONE);
    if (!known && !Words.hasOpenReference(word.get())) {
      // Less is removed than may be meant, and never more.
      words
          .diagnostics()
          .warning(
              word.get().position(),
              Quoted.quote(word.get().text())
                  + " is not 'VS': the line is ignored, as keepalived does");
    }
    return FlushOnStop.CONFIGURED;
  }
}
