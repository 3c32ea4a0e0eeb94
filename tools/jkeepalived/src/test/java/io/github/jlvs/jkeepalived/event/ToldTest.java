// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What readers are told of each event. */
class ToldTest {
  private static Stream<Class<?>> types(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(type -> type.isSealed() ? types(type) : Stream.of(type));
  }

  private static String line(DaemonEvent event) {
    Told told = event.told();
    String fields =
        Stream.of(told.name(), told.server(), told.from(), told.to(), told.peer(), told.reason())
            .map(field -> field.orElse("-"))
            .collect(Collectors.joining(" | "));
    return told.kind().word() + " | " + fields + " | " + told.text();
  }

  @Test
  void there_is_one_of_every_type_and_of_every_kind() {
    assertThat(EveryEvent.all().stream().map(DaemonEvent::getClass).collect(Collectors.toSet()))
        .isEqualTo(types(DaemonEvent.class).collect(Collectors.toSet()));
    assertThat(EveryEvent.all())
        .extracting(DaemonEvent::kind)
        .contains(EventKind.values())
        .isEqualTo(EveryEvent.all().stream().map(event -> event.told().kind()).toList());
  }

  @Test
  void it_is_told_in_fields_and_in_words() {
    assertThat(EveryEvent.all().stream().map(ToldTest::line))
        .containsExactly(
            "daemon.start | - | - | - | - | - | - | jkeepalived 0.1.0 begins, process 4711, /etc/keepalived/keepalived.conf",
            "daemon.ready | - | - | - | - | - | - | the start is over",
            "daemon.reload | - | - | - | TAKEN | - | Reload: nothing changed | Reload complete (Reload: nothing changed)",
            "daemon.reload | - | - | - | REFUSED | - | - | The configuration was refused",
            "daemon.fault | - | - | - | - | - | - | a fault of the program, it stops: out of memory",
            "daemon.stop | - | - | - | - | - | - | it stops",
            "router.state | VI_1 | - | INIT | BACKUP | 10.1.0.2 | STARTUP | INIT to BACKUP: it was started",
            "router.state | VI_1 | - | BACKUP | MASTER | - | MASTER_DOWN | BACKUP to MASTER: no master was heard",
            "router.mismatch | VI_1 | - | - | - | 10.1.0.2 | password | packet from 10.1.0.2 refused: password: mine (not shown), theirs (not shown), danger of two masters",
            "router.mismatch | VI_1 | - | - | - | 10.1.0.2 | own address | another router sends from 10.1.0.2, the address of this one: give each its own",
            "router.mismatch | VI_1 | - | - | - | - | own router | eth0 hears VI_2 of this host, which sends by eth1 with VRID 51 too",
            "router.refused | VI_1 | - | - | - | 10.1.0.2 | TTL | packet from 10.1.0.2 refused: TTL: mine 255, theirs 64",
            "router.masters | VI_1 | - | - | TWO | 10.1.0.2 | OURS_BY_PRIORITY | two masters: 10.1.0.2 is one too, with priority 100, ours 150",
            "router.masters | VI_2 | - | - | TWO | 10.1.0.2 | password | two masters: 10.1.0.2 is one too, and is set up differently: password: mine (not shown), theirs (not shown)",
            "router.masters | VI_1 | - | - | ONE | 10.1.0.2 | OTHER_SILENT | no longer two masters: 10.1.0.2 is not heard any more",
            "router.priority | VI_1 | - | 150 | 130 | - | - | priority 150 to 130",
            "router.fault | VI_1 | - | - | DOWN | - | script s | script s is down",
            "router.fault | VI_1 | - | - | UP | - | script s | script s is there again",
            "router.late | VI_1 | - | - | - | - | BUSY | advertisement 1250 ms late: its own thread was busy",
            "router.address | VI_1 | - | - | FAILED | - | no such interface | cannot add 10.1.0.50/24: no such interface",
            "router.address | VI_1 | - | - | IN_PLACE | - | - | 10.1.0.50/24 is in place on eth0 now",
            "router.address | VI_1 | - | - | RESTORED | - | - | address 10.1.0.50 was removed by somebody else, put back",
            "router.address | - | - | - | RESTORED | - | - | route 10.2.0.0/16 was removed by somebody else, put back",
            "router.sending | VI_1 | - | - | FAILED | - | ENETUNREACH | cannot send advertisements to 10.1.0.2: Network is unreachable (ENETUNREACH)",
            "router.sending | VI_1 | - | - | RECOVERED | - | - | advertisements to 10.1.0.2 go out again",
            "group.state | G | - | BACKUP | MASTER | - | - | BACKUP to MASTER",
            "interface.state | eth0 | - | - | DOWN | - | - | the interface is down",
            "server.state | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | DOWN | - | TCP_CHECK: "
                + EveryEvent.HOSTILE
                + " | DOWN: TCP_CHECK: "
                + EveryEvent.HOSTILE,
            "server.state | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | UP | - | TCP_CHECK | UP: TCP_CHECK",
            "server.state | FWM 7 IPv6 | [10.1.0.3]:tcp:80 | - | DOWN | - | - | DOWN",
            "server.kept | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | BEGUN | - | - | DOWN, but pooled: at least 2 of 4 stay",
            "server.kept | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | OVER | - | - | DOWN, and no longer pooled",
            "server.kept | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | OVER | - | - | UP, after it was pooled while it was down",
            "server.weight | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | 3 | 1 | - | - | weight 3 to 1",
            "server.drain | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | BEGUN | - | - | drains for 30 s at the most",
            "server.drain | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | OVER | - | LIMIT_REACHED | draining is over: limit reached with 2 connections",
            "server.drain | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | OVER | - | EMPTIED | draining is over: no connection is left; it keeps weight 0 until it is enabled",
            "server.override | - | 10.1.0.3:80 | - | SET | - | new disk | Override by root: 10.1.0.3:80 is drained in all its virtual servers, until it is enabled: new disk",
            "server.override | - | 10.1.0.3:80 | - | KEPT | - | new disk | Override by root since 1970-01-01T00:00:00Z goes on: 10.1.0.3:80 is drained in all its virtual servers, until it is enabled: new disk",
            "server.override | - | 10.1.0.3:80 | - | TAKEN_BACK | - | new disk | Override taken back by anna: 10.1.0.3:80 is no longer drained in all its virtual servers",
            "server.override | - | 10.1.0.3:80 | - | EXPIRED | - | new disk | Override by root has expired: 10.1.0.3:80 is no longer drained in all its virtual servers",
            "service.quorum | [10.1.0.50]:tcp:80 | - | - | LOST | - | - | the quorum of 2 is lost: the weights that are up make 1",
            "service.quorum | [10.1.0.50]:tcp:80 | - | - | GAINED | - | - | the quorum of 2 is there: the weights that are up make 3",
            "service.sorry | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | SERVES | - | - | the sorry server stands in",
            "service.sorry | [10.1.0.50]:tcp:80 | [10.1.0.3]:tcp:80 | - | RESTS | - | - | the sorry server rests again",
            "table.repaired | - | - | - | - | - | - | the table was changed by somebody else, put right: -A -t 10.1.0.50:80 -s rr",
            "table.removed | - | - | - | - | - | - | lvs_flush removed what others had made: -D -t 10.1.0.60:80",
            "table.state | - | - | - | FAILED | - | - | IPVS: no such service",
            "table.state | - | - | - | RECOVERED | - | - | the table is as it should be again");
  }

  @Test
  void a_master_is_no_peer_of_itself() {
    assertThat(EveryEvent.all().get(7).told().peer()).isEqualTo(Optional.empty());
  }

  @Test
  void the_documentation_has_all_kinds_and_no_others() throws IOException {
    String text = Files.readString(Path.of("..", "..", "docs", "control.md"));
    int begin = text.indexOf("\n## Events\n");
    String section = text.substring(begin, text.indexOf("\n## ", begin + 1));
    Set<String> documented =
        section
            .lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(
                row ->
                    Pattern.compile("`([a-z]+\\.[a-z]+)`")
                        .matcher(row.split("\\|", -1)[1])
                        .results()
                        .map(word -> word.group(1)))
            .collect(Collectors.toSet());
    List<String> words = Arrays.stream(EventKind.values()).map(EventKind::word).toList();

    assertThat(documented).containsExactlyInAnyOrderElementsOf(words);
  }
}
