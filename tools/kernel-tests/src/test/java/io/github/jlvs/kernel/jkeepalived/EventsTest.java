// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to directors, as jkeepalivedctl events tells it. */
@KernelTest
@WithoutIpvs
class EventsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/vrrp.conf";

  private static String password(String password) {
    return "authentication {\n auth_type PASS\n auth_pass " + password + "\n}\n";
  }

  private static RunningProcess start(Host host, String configuration) {
    host.write(FILE, configuration);
    return host.start(Checkout.path("tools/bin/jkeepalived"), "-nlGP", "-f", FILE);
  }

  private static RunningProcess follow(Host host, String... more) {
    List<String> words =
        new ArrayList<>(List.of(Checkout.path("tools/bin/jkeepalivedctl"), "events", "--follow"));
    words.addAll(List.of(more));
    return host.start(words.toArray(String[]::new));
  }

  private static List<JsonNode> events(Asked host, String kinds) {
    return host.ctl(0, "events", "--json", "--kind", kinds)
        .out()
        .lines()
        .map(EventsTest::read)
        .toList();
  }

  private static JsonNode read(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + line, e);
    }
  }

  private static List<String> told(List<JsonNode> events) {
    return events.stream()
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.get("kind").asText(),
                        event.get("to").asText(),
                        event.get("reason").asText()))
        .toList();
  }

  @Test
  void the_life_of_a_director_is_told_in_order_and_over_a_restart(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Asked ds2 = new Asked(network.host("ds2", "10.1.80.92/24"));
    RunningProcess first = start(ds1.host(), OneRouter.configuration(150, "", password("s3cretA")));
    JsonNode unusedMaster = ds1.awaitState("MASTER");
    RunningProcess follower = follow(ds1.host());
    RunningProcess second =
        start(ds2.host(), OneRouter.configuration(100, "", password("s3cretA")));
    JsonNode unusedBackup = ds2.awaitState("BACKUP");

    ds1.host().sh("ip link set enp0s3 down");
    JsonNode unusedTaken = ds2.awaitState("MASTER");
    follower.awaitLine("interface.state  enp0s3  the interface is down", SOON);
    ds1.host().sh("ip link set enp0s3 up");
    JsonNode unusedBack = ds2.awaitState("BACKUP");
    JsonNode unusedAgain = ds1.awaitState("MASTER");
    ds1.host().write(FILE, OneRouter.configuration(140, "", password("s3cretA")));
    first.signal("HUP");
    follower.awaitLine("daemon.reload    Reload complete", SOON);
    ds1.host().write(FILE, "global_defs {\n  no_such_word\n}\nvrrp_instance {\n");
    first.signal("HUP");
    follower.awaitLine("daemon.reload    The configuration was refused", SOON);
    String complaint = events(ds1, "daemon.reload").get(1).get("reason").asText();
    assertThat(complaint).contains(FILE).contains(": error: ");
    assertThat(first.output()).contains(complaint);
    assertThat(second.stop(SOON)).isZero();
    RunningProcess other = start(ds2.host(), OneRouter.configuration(100, "", password("s3cretB")));
    follower.awaitLine("router.mismatch  VI_1  packet from 10.1.80.92 refused: password", SOON);

    assertThat(told(events(ds1, "daemon,router.state,router.fault,router.mismatch,interface")))
        .startsWith("daemon.start null null")
        .containsSubsequence(
            "router.state BACKUP STARTUP",
            "daemon.ready null null",
            "router.state MASTER MASTER_DOWN",
            "interface.state DOWN null",
            "router.fault DOWN interface enp0s3",
            "router.state FAULT TRACKED_DOWN",
            "interface.state UP null",
            "router.fault UP interface enp0s3",
            "router.state BACKUP TRACKED_UP",
            "router.state MASTER MASTER_DOWN",
            "daemon.reload TAKEN Reload: 1 virtual router changed",
            "daemon.reload REFUSED " + complaint,
            "router.mismatch null password");
    List<JsonNode> all = events(ds1, "daemon,router,group,interface,server,service,table");
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).get("sequence").asInt()).isEqualTo(i + 1);
    }
    assertThat(told(events(ds2, "router.state"))).contains("router.state MASTER MASTER_DOWN");
    assertThat(ds1.curl("/metrics"))
        .contains("jlvs_events_total{kind=\"daemon.reload\"} 2\n")
        .contains("jlvs_events_total{kind=\"server.state\"} 0\n");

    assertThat(first.stop(SOON)).isZero();
    RunningProcess next = start(ds1.host(), OneRouter.configuration(150, "", password("s3cretA")));
    follower.awaitLine("jkeepalivedctl: waiting for it", SOON);
    follower.awaitLine("jkeepalivedctl: the daemon was started again", SOON);
    int restarted = follower.lines().size() - 1;
    follower.awaitLine("a master", restarted, line -> line.contains("BACKUP to MASTER"), SOON);
    assertThat(follower.output())
        .containsSubsequence(
            "daemon.start     jkeepalived",
            "router.state     VI_1  BACKUP to MASTER: no master was heard",
            "router.state     VI_1  MASTER to FAULT: something that it needs is down",
            "the daemon was started again",
            "daemon.start     jkeepalived",
            "BACKUP to MASTER")
        .doesNotContain("s3cret");

    // Not INT, which a shell in the background has its children ignore.
    follower.signal("TERM");
    assertThat(follower.awaitExit(SOON)).isZero();
    assertThat(other.stop(SOON)).isZero();
    assertThat(next.stop(SOON)).isZero();
  }

  @Test
  void two_masters_that_refuse_each_other_are_told_on_both_with_what_differs(Network network) {
    List<Asked> directors =
        List.of(
            new Asked(network.host("ds1", "10.1.80.91/24")),
            new Asked(network.host("ds2", "10.1.80.92/24")));
    for (Asked each : directors) {
      String password = each.equals(directors.get(0)) ? "1111" : "2222";
      RunningProcess unused =
          start(
              each.host(),
              OneRouter.configuration(
                  100, "", "authentication {\nauth_type PASS\nauth_pass " + password + "\n}"));
    }
    for (Asked each : directors) {
      JsonNode unusedMaster = each.awaitState("MASTER");
    }

    for (Asked each : directors) {
      String other = each.equals(directors.get(0)) ? "10.1.80.92" : "10.1.80.91";
      RunningProcess follower = follow(each.host(), "--kind=router.masters", "--json");
      follower.awaitLine("\"to\":\"TWO\",\"peer\":\"" + other, SOON);
      assertThat(told(events(each, "router.masters")))
          .containsExactly("router.masters TWO password");
      assertThat(each.ctl(1, "status").out()).contains("Two masters: " + other);
      assertThat(each.curl("/metrics")).contains("jlvs_vrrp_two_masters{router=\"VI_1\"} 1\n");
      follower.close();
    }
  }

  /** The first sends to nobody, so the second takes itself for the only one. */
  @Test
  void two_masters_are_told_until_one_stops_and_the_other_announces_its_addresses_again(
      Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Host client = network.host("client", "10.1.80.62/24");
    RunningProcess first =
        start(ds1.host(), OneRouter.configuration(150, "", "unicast_peer {\n 10.1.80.99\n}\n"));
    JsonNode unusedMaster = ds1.awaitState("MASTER");
    RunningProcess follower = follow(ds1.host(), "--kind=router.masters", "--json");
    RunningProcess second =
        start(ds2, OneRouter.configuration(100, "", "unicast_peer {\n 10.1.80.91\n}\n"));

    follower.awaitLine("\"to\":\"TWO\",\"peer\":\"10.1.80.92\"", SOON);
    first.awaitLine("lower priority 100, ours 150, forcing new election", SOON);
    assertThat(ds1.ctl(1, "status").out())
        .contains("ROUTER   VI_1  Two masters: 10.1.80.92 is one too");
    assertThat(ds1.curl("/metrics")).contains("jlvs_vrrp_two_masters{router=\"VI_1\"} 1\n");
    assertThat(second.stop(SOON)).isZero();
    follower.awaitLine("\"to\":\"ONE\",\"peer\":\"10.1.80.92\"", SOON);

    assertThat(ds1.ctl(0, "status").out()).contains("OK: nothing is wrong");
    RunningProcess again =
        start(ds2, OneRouter.configuration(100, "", "unicast_peer {\n 10.1.80.91\n}\n"));
    follower.awaitLine("a third event", 2, line -> line.contains("\"to\":\"TWO\""), SOON);
    again.crash();
    // What a client learns of the other that was heard last.
    client.sh(
        "ip neigh replace %s lladdr %s nud stale dev enp0s3".formatted(OneRouter.VIP, ds2.mac()));
    assertThat(client.sh("ip neigh show " + OneRouter.VIP)).contains(ds2.mac());
    follower.awaitLine("a fourth event", 3, line -> line.contains("\"to\":\"ONE\""), SOON);
    Await.until(
        "the client knows the master that is left",
        SOON,
        () -> client.sh("ip neigh show " + OneRouter.VIP).contains(ds1.host().mac()));

    assertThat(told(events(ds1, "router.masters")))
        .containsExactly(
            "router.masters TWO OURS_BY_PRIORITY",
            "router.masters ONE OTHER_STOPPED",
            "router.masters TWO OURS_BY_PRIORITY",
            "router.masters ONE OTHER_SILENT");
    assertThat(first.output())
        .containsSubsequence(
            "(VI_1) no longer two masters: 10.1.80.92 has stopped",
            "(VI_1) no longer two masters: 10.1.80.92 is not heard any more");
    follower.close();
    assertThat(first.stop(SOON)).isZero();
  }
}
