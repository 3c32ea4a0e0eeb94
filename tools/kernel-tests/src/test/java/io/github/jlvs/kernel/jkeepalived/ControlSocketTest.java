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
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two directors of virtual routers, read by curl and by jkeepalivedctl. */
@KernelTest
@WithoutIpvs
class ControlSocketTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/vrrp.conf";

  private static RunningProcess start(Host host, int priority, String... more) {
    host.write(FILE, configuration(priority, ""));
    List<String> options = new ArrayList<>(List.of("-nlGP", "-f", FILE));
    options.addAll(List.of(more));
    options.add(0, Checkout.path("tools/bin/jkeepalived"));
    return host.start(options.toArray(String[]::new));
  }

  private static String configuration(int priority, String global) {
    return OneRouter.configuration(priority, global, "");
  }

  @Test
  void a_fail_over_is_seen_on_both_sides(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Asked ds2 = new Asked(network.host("ds2", "10.1.80.92/24"));
    RunningProcess first = start(ds1.host(), 150);
    JsonNode master = ds1.awaitState("MASTER").get("routers").get(0);
    RunningProcess second = start(ds2.host(), 100);
    JsonNode backup =
        ds2.await(
                "the master's address",
                "/v1/routers",
                page ->
                    page.path("routers")
                        .path(0)
                        .path("master")
                        .path("address")
                        .asText()
                        .equals("10.1.80.91"))
            .get("routers")
            .get(0);

    assertThat(master.get("addresses").get(0).get("placed").asBoolean()).isTrue();
    assertThat(backup.get("state").asText()).isEqualTo("BACKUP");
    assertThat(backup.get("master").get("priority").asInt()).isEqualTo(150);
    assertThat(ds1.ctl(0, "status").out())
        .contains("OK: nothing is wrong")
        .containsPattern("(?m)^VI_1 +MASTER +150 +enp0s3 +51 +20..-..-.. ..:..:..$");
    assertThat(ds2.ctl(0, "show", "routers").out()).containsPattern("(?m)^VI_1 +BACKUP +100 ");

    ds1.host().sh("ip link set enp0s3 down");

    JsonNode fault = ds1.awaitState("FAULT").get("routers").get(0);
    assertThat(fault.get("faults"))
        .extracting(JsonNode::asText)
        .containsExactly("interface enp0s3");
    assertThat(fault.get("addresses").get(0).get("placed").asBoolean()).isFalse();
    assertThat(ds1.ctl(1, "status").out())
        .contains("ROUTER   VI_1  FAULT: interface enp0s3")
        .containsPattern("(?m)^VI_1 +FAULT +150 .* interface enp0s3$");
    assertThat(ds1.ctl(1, "show", "routers").out()).contains("FAULT");
    ds2.awaitState("MASTER");
    assertThat(ds2.curl("/metrics/exporter"))
        .contains(
            "keepalived_become_master_total{iname=\"VI_1\",intf=\"enp0s3\",vrid=\"51\"} 1\n",
            "keepalived_vrrp_state{iname=\"VI_1\",intf=\"enp0s3\",vrid=\"51\",ip_address=\"10.1.80.90/24\"} 2\n");
    assertThat(ds2.curl("/metrics"))
        .contains(
            "jlvs_vrrp_state{router=\"VI_1\",interface=\"enp0s3\",vrid=\"51\",state=\"master\"} 1\n");
    CommandResult json = ds2.ctl(0, "status", "--json");
    assertThat(json.out()).contains("\"name\":\"VI_1\"").contains("\"state\":\"MASTER\"");

    ds1.host().sh("ip link set enp0s3 up");
    ds1.awaitState("MASTER");
    ds2.awaitState("BACKUP");
    assertThat(first.stop(SOON)).isZero();
    assertThat(second.stop(SOON)).isZero();
  }

  @Test
  void the_socket_comes_and_goes_with_the_daemon(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host host = ds1.host();
    assertThat(ds1.ctl(3, "status").err())
        .startsWith("jkeepalivedctl: no daemon: there is no " + Asked.SOCKET);

    RunningProcess daemon = start(host, 150);
    ds1.awaitState("MASTER");
    assertThat(host.exec("stat", "-c", "%A %U %G", "/run/jkeepalived", Asked.SOCKET).out())
        .isEqualTo("drwxr-xr-x root root\nsrw-rw---- root root\n");
    assertThat(as(host, 3, "nobody", "nogroup", "status").err())
        .isEqualTo(
            "jkeepalivedctl: no right to "
                + Asked.SOCKET
                + ": run it as root, or as a member of the socket's group\n");
    assertThat(ds1.curl("/nothing", "-i")).startsWith("HTTP/1.1 404 Not Found\r\n");
    assertThat(ds1.curl("/v1/status", "-i", "-X", "POST"))
        .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
        .contains("\r\nAllow: GET\r\n");

    RunningProcess another = start(host, 150, "-p", "/run/other.pid", "-r", "/run/other_vrrp.pid");
    another.awaitLine(
        "The control socket "
            + Asked.SOCKET
            + " is not opened, which is tried again at a reload: another daemon answers there",
        SOON);
    assertThat(another.stop(SOON)).isZero();
    String pid = String.valueOf(daemon.pid());
    assertThat(ds1.json("/v1/status").path("daemon").path("pid").asText()).isEqualTo(pid);

    host.write(FILE, configuration(120, ""));
    daemon.signal("HUP");
    ds1.await("the reload", "/v1/reloads", page -> page.path("taken").asInt() == 1);
    awaitPriority(ds1, 120);
    host.write(FILE, "vrrp_instance {\n");
    daemon.signal("HUP");
    ds1.await("the refusal", "/v1/reloads", page -> page.path("refused").asInt() == 1);
    assertThat(ds1.ctl(1, "status").out()).contains("REFUSED: ").contains("RELOAD   " + FILE);

    daemon.signal("KILL");
    int unused = daemon.awaitExit(SOON);
    assertThat(ds1.ctl(3, "status").err()).contains("nobody answers at " + Asked.SOCKET);
    RunningProcess next = start(host, 150);
    ds1.awaitState("MASTER");

    host.write(FILE, configuration(150, "control_socket /run/here/c.sock"));
    next.signal("HUP");
    Await.until(
        "the other socket",
        SOON,
        () -> host.attempt(ExitStatuses.of(0, 1), "test", "-S", "/run/here/c.sock").ok());
    assertThat(ds1.ctl(3, "status").err()).contains("there is no " + Asked.SOCKET);
    assertThat(ds1.ctl(0, "status", "--socket", "/run/here/c.sock").out()).contains("MASTER");
    assertThat(next.stop(SOON)).isZero();
    assertThat(host.sh("ls -A /run/here /run/jkeepalived").lines())
        .containsExactly("/run/here:", "", "/run/jkeepalived:");
  }

  /** A busy loop publishes it a little later than the reload is over. */
  private static void awaitPriority(Asked director, int base) {
    Object unused =
        director.await(
            "priority " + base,
            "/v1/routers",
            page ->
                page.path("routers").path(0).path("priority").path("base").asInt() == base
                    && page.path("routers").path(0).path("state").asText().equals("MASTER"));
  }

  private static CommandResult as(
      Host host, int status, String user, String group, String command) {
    return host.attempt(
        ExitStatuses.of(status),
        "setpriv",
        "--reuid=" + user,
        "--regid=" + group,
        "--clear-groups",
        Checkout.path("tools/bin/jkeepalivedctl"),
        command);
  }

  @Test
  void root_has_the_daemon_reload_and_whoever_may_only_read_does_not(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host host = ds1.host();
    RunningProcess daemon = start(host, 150);
    ds1.awaitState("MASTER");
    host.write(FILE, configuration(120, ""));

    assertThat(ds1.ctl(0, "reload", "--dry-run").out())
        .isEqualTo(
            """
            Reload: 1 virtual router changed
            Reload: virtual router VI_1 changed: priority
            """);
    assertThat(ds1.json("/v1/reloads").path("taken").asInt()).isZero();
    assertThat(ds1.ctl(0, "reload").out())
        .startsWith("Reload: 1 virtual router changed\n")
        .endsWith("Reload complete\n");
    awaitPriority(ds1, 120);
    daemon.awaitLine("User root asks for /v1/reload dry=true", SOON);
    daemon.awaitLine("User root asks for /v1/reload dry=false", SOON);

    host.write(FILE, "vrrp_instance {\n");
    assertThat(ds1.ctl(1, "reload", "--dry-run").err()).contains(FILE + ":1");
    assertThat(ds1.ctl(1, "reload").err())
        .contains(FILE + ":1")
        .contains("The configuration was refused");
    assertThat(ds1.json("/v1/reloads").path("refused").asInt()).isEqualTo(1);
    assertThat(ds1.curl("/v1/reload", "-i", "-d", "{\"dry\": 7}"))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("the argument 'dry' is true or false");

    host.sh("chgrp nogroup " + Asked.SOCKET);
    CommandResult other = as(host, 4, "nobody", "nogroup", "reload");
    assertThat(other.err())
        .isEqualTo(
            "jkeepalivedctl: user nobody may read but not change anything: ask as root, or as the"
                + " daemon's own user\n");
    assertThat(as(host, 1, "nobody", "nogroup", "status").out()).contains("REFUSED: ");
    assertThat(ds1.json("/v1/reloads").path("refused").asInt()).isEqualTo(1);
    assertThat(daemon.stop(SOON)).isZero();
  }

  @Test
  void a_browser_and_a_monitor_on_the_machine_read_without_the_socket(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host host = ds1.host();
    host.write(FILE, configuration(150, "status_listen 127.0.0.1 9167"));
    RunningProcess daemon = host.start(Checkout.path("tools/bin/jkeepalived"), "-nlGP", "-f", FILE);
    ds1.awaitState("MASTER");

    assertThat(overTcp(host, "/", "-i"))
        .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n")
        .contains("\r\nContent-Security-Policy: default-src 'none'; ")
        .contains("<title>OK - jkeepalived on d</title>")
        .contains("<tr><th scope=\"row\">VI_1</th><td data-column=\"State\">MASTER</td>");
    assertThat(overTcp(host, "/healthz")).isEqualTo("live\n");
    assertThat(overTcp(host, "/readyz")).isEqualTo("ready\n");
    assertThat(overTcp(host, "/alerts")).isEqualTo("OK - nothing is wrong\n");
    assertThat(overTcp(host, "/metrics")).contains("jlvs_reload_success 1\n");
    assertThat(overTcp(host, "/v1/reload", "-i", "-X", "POST"))
        .startsWith("HTTP/1.1 404 Not Found\r\n");
    assertThat(overTcp(host, "/v1/status", "-i", "-H", "Host: evil.example"))
        .startsWith("HTTP/1.1 421 Misdirected Request\r\n");
    assertThat(host.sh("ss -Hltn").lines()).singleElement().asString().contains("127.0.0.1:9167");

    host.sh("ip link set enp0s3 down");
    ds1.awaitState("FAULT");
    // Those who ask within a tenth of a second share an answer.
    Await.until(
        "the alert",
        SOON,
        () ->
            overTcp(host, "/alerts")
                .equals("CRITICAL - 1 problem\nCRITICAL ROUTER VI_1: FAULT: interface enp0s3\n"));
    assertThat(overTcp(host, "/")).contains("<title>PROBLEM - jkeepalived on d</title>");

    host.write(FILE, configuration(150, ""));
    assertThat(ds1.ctl(0, "reload").out()).contains("global setting status_listen changed");
    assertThat(host.sh("ss -Hltn")).isEmpty();
    assertThat(daemon.stop(SOON)).isZero();
  }

  private static String overTcp(Host host, String page, String... more) {
    List<String> words = new ArrayList<>(List.of("curl", "-s", "-m", "20"));
    words.addAll(List.of(more));
    words.add("http://127.0.0.1:9167" + page);
    return host.exec(words.toArray(String[]::new)).out();
  }

  /** Some read as slowly as they may, the others as fast as there are processors. */
  @Test
  void a_hundred_readers_delay_no_advertisement(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Asked ds2 = new Asked(network.host("ds2", "10.1.80.92/24"));
    RunningProcess first = start(ds1.host(), 150);
    ds1.awaitState("MASTER");
    RunningProcess second = start(ds2.host(), 100);
    JsonNode before = ds2.awaitState("BACKUP").get("routers").get(0);
    Capture wire = network.capture("vrrp");
    Instant begin = Instant.now();

    String answers =
        ds1.host()
            .sh(
                """
                for slow in $(seq 20); do
                  curl -s -m 30 --limit-rate 500 -o /dev/null --unix-socket %1$s http://localhost/metrics &
                done
                seq 500 | xargs -P 80 -I{} \\
                  curl -s -m 30 -o /dev/null -w '%%{http_code}\\n' --unix-socket %1$s http://localhost/v1/status \\
                  | sort | uniq -c
                """
                    .formatted(Asked.SOCKET));

    assertThat(answers.strip()).isEqualTo("500 200");
    JsonNode lateness = ds1.json("/v1/routers").get("lateness");
    // Other tests may take the processors; nothing of the daemon's own may be the reason.
    assertThat(lateness.get("lastCause").asText()).isIn("null", "NO_PROCESSOR");
    List<VrrpAdvert> adverts =
        wire.adverts().stream().filter(advert -> advert.time().isAfter(begin)).toList();
    assertThat(adverts).isNotEmpty().allMatch(advert -> advert.source().equals("10.1.80.91"));
    JsonNode after = ds2.json("/v1/routers").get("routers").get(0);
    assertThat(after.get("lastTransition")).isEqualTo(before.get("lastTransition"));
    assertThat(after.get("state").asText()).isEqualTo("BACKUP");
    assertThat(first.stop(SOON)).isZero();
    assertThat(second.stop(SOON)).isZero();
  }
}
