// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A master is asked to let the other director be it, as before work on the machine. */
@KernelTest
@WithoutIpvs
class FailoverTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/vrrp.conf";
  private static final String VIP = OneRouter.VIP;

  private static void configure(Host host, int priority, String more) {
    host.write(FILE, OneRouter.configuration(priority, "", more));
  }

  private static RunningProcess start(Host host, int priority, String more) {
    configure(host, priority, more);
    return host.start(Checkout.path("tools/bin/jkeepalived"), "-nlGP", "-f", FILE);
  }

  private static RunningProcess startKeepalived(Host host, int priority, String more) {
    configure(host, priority, more);
    return host.start("keepalived", "-n", "-l", "-D", "-P", "-f", FILE, "-p", "/run/k.pid");
  }

  /** A busy loop publishes it a little later. */
  private static void awaitPriority(Asked director, int effective) {
    Object unused =
        director.await(
            "priority " + effective,
            "/v1/routers",
            page ->
                page.path("routers").path(0).path("priority").path("effective").asInt()
                    == effective);
  }

  @Test
  void the_other_director_is_master_until_the_time_is_over(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Asked ds2 = new Asked(network.host("ds2", "10.1.80.92/24"));
    RunningProcess first = start(ds1.host(), 150, "");
    ds1.awaitState("MASTER");
    RunningProcess second = start(ds2.host(), 100, "");
    ds2.awaitState("BACKUP");
    Capture wire = network.capture("vrrp");
    Instant begin = Instant.now();

    CommandResult done = ds1.ctl(0, "failover", "VI_1", "--for", "1h");

    assertThat(done.out())
        .containsPattern("^VI_1 has resigned; its priority is 1 until 20[^ ]+Z\n")
        .endsWith("\n10.1.80.92 is master of VI_1, with priority 100\n");
    ds2.awaitState("MASTER");
    assertThat(ds2.host().hasAddress(VIP)).isTrue();
    assertThat(ds1.host().hasAddress(VIP)).isFalse();
    Await.until(
        "ds1 says priority 0, and no more after it",
        SOON,
        () ->
            wire.adverts().stream()
                    .filter(advert -> advert.source().equals("10.1.80.91"))
                    .filter(advert -> advert.time().isAfter(begin))
                    .reduce((one, next) -> next)
                    .map(VrrpAdvert::priority)
                    .filter(priority -> priority == 0)
                    .isPresent()
                && wire.adverts().stream()
                        .filter(advert -> advert.source().equals("10.1.80.92"))
                        .count()
                    > 3);
    JsonNode router = ds1.json("/v1/routers").get("routers").get(0);
    assertThat(router.get("state").asText()).isEqualTo("BACKUP");
    assertThat(router.get("restsUntil").asText()).startsWith("20");
    assertThat(ds1.ctl(0, "status").out()).containsPattern("VI_1 +BACKUP +1 of 150 until 20");
    assertThat(ds1.curl("/metrics")).contains("jlvs_vrrp_rests{router=\"VI_1\"} 1\n");
    assertThat(ds1.ctl(1, "failover", "VI_1").err())
        .isEqualTo("jkeepalivedctl: virtual router VI_1 is BACKUP, not MASTER\n");

    first.signal("HUP");
    ds1.await("the reload", "/v1/reloads", page -> page.path("taken").asInt() == 1);
    awaitPriority(ds1, 1);

    assertThat(ds1.ctl(0, "failover", "VI_1", "--end").out())
        .isEqualTo("VI_1 has its own priority again\n");
    ds1.awaitState("MASTER");
    ds2.awaitState("BACKUP");
    assertThat(ds1.ctl(0, "failover", "VI_1", "--for", "8s").out())
        .contains("10.1.80.92 is master");
    ds1.awaitState("MASTER");
    awaitPriority(ds1, 150);
    assertThat(first.stop(SOON)).isZero();
    assertThat(second.stop(SOON)).isZero();
  }

  @Test
  void where_there_is_no_other_it_stays_in_service_and_says_so(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    RunningProcess daemon = start(ds1.host(), 150, "");
    ds1.awaitState("MASTER");

    assertThat(ds1.ctl(1, "failover", "VI_1").err())
        .isEqualTo("jkeepalivedctl: nobody else came forward: VI_1 is master again\n");

    assertThat(ds1.host().hasAddress(VIP)).isTrue();
    awaitPriority(ds1, 1);
    assertThat(ds1.ctl(1, "failover", "VI_2").err()).contains("there is no virtual router VI_2");
    assertThat(ds1.ctl(2, "failover", "VI_1", "--for", "soon").err())
        .startsWith("jkeepalivedctl: --for is seconds, or such as 90s");
    assertThat(daemon.stop(SOON)).isZero();
  }

  /** keepalived's backup never preempts here, and yet comes forward. */
  @Test
  void keepalived_takes_over_too(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    RunningProcess ours = start(ds1.host(), 150, "nopreempt");
    ds1.awaitState("MASTER");
    RunningProcess theirs = startKeepalived(ds2, 100, "nopreempt");
    theirs.awaitLine("(VI_1) Entering BACKUP STATE", SOON);

    assertThat(ds1.ctl(0, "failover", "VI_1", "--for", "5s").out())
        .endsWith("10.1.80.92 is master of VI_1, with priority 100\n");
    theirs.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    Await.until("the address at ds2", SOON, () -> ds2.hasAddress(VIP));
    awaitPriority(ds1, 150);
    // It does not preempt either: whoever came stays.
    assertThat(ds1.awaitState("BACKUP").get("routers").get(0).get("master").get("address").asText())
        .isEqualTo("10.1.80.92");
    assertThat(ours.stop(SOON)).isZero();
    assertThat(theirs.stop(SOON)).isZero();
  }
}
