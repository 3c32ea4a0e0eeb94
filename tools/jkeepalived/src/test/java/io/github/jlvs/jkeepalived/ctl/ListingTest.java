// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.view.Page;
import io.github.jlvs.jkeepalived.control.view.Seen;
import io.github.jlvs.jkeepalived.control.view.Views;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What a person reads at three in the morning. */
class ListingTest {
  private final Listing listing = new Listing(ZoneOffset.UTC);

  private static JsonTree page(Page page, Seen seen) {
    return JsonTree.parse(page.render(seen).body().text()).orElseThrow();
  }

  @Test
  void the_status_of_a_daemon_in_trouble() {
    assertThat(listing.status(page(Page.STATUS, Views.troubled())))
        .isEqualTo(
            """
            jkeepalived 0.1.0, process 4711, running for 1 d 1 h, /etc/keepalived/keepalived.conf

            PROBLEM  OF                               WHAT
            ROUTER   VI_3                             FAULT: interface eth2, script bad
            SERVICE  [10.1.0.50]:tcp:80               The quorum is lost: 1 of 2 real servers up
            TABLE    IPVS                             IPVS: no such service
            RELOAD   /etc/keepalived/keepalived.conf  The file has errors

            VIRTUAL ROUTER  STATE                  PRIORITY  INTERFACE  VRID  SINCE                FAULTS
            VI_1            MASTER                 150       eth0       51    2026-11-28 22:00:05
            VI_2            BACKUP (wants MASTER)  50        eth1       52    2026-11-29 22:00:05
            VI_3            FAULT                  1 of 60   eth2       53    2026-11-28 22:00:05  interface eth2, script bad
            VI_6            BACKUP                 100       eth3       54    2026-11-28 22:00:05

            SYNC GROUP  STATE   MEMBERS
            G           BACKUP  VI_1 VI_2

            VIRTUAL SERVICE     STATE  SERVERS    QUORUM
            [10.1.0.50]:tcp:80  DOWN   1 of 2 up  lost
            FWM 7               UP     1 of 1 up  stands
            FWM 7 IPv6          UP     1 of 1 up  stands

            Last reload: 2026-11-28 21:59:05, REFUSED: The file has errors
            Virtual routers run late: 2 times, 1.25 s at the most, last 2026-11-28 22:00:05 (NO_PROCESSOR)
            """);
  }

  @Test
  void the_status_of_one_that_is_well() {
    assertThat(listing.status(page(Page.STATUS, Views.quiet())))
        .isEqualTo(
            """
            jkeepalived 0.1.0, process 4711, running for 1 d 1 h, /etc/keepalived/keepalived.conf

            OK: nothing is wrong

            Last reload: none since the start
            Virtual routers run late: never
            """);
  }

  @Test
  void a_router_that_leaves_others_to_be_master_says_until_when() {
    assertThat(
            listing.routers(
                JsonTree.parse(
                        """
                        {"routers":[{"name":"VI_1","state":"BACKUP","wantedState":"BACKUP",
                        "priority":{"base":150,"effective":1},"interface":"eth0","vrid":51,
                        "faults":[],"lastTransition":"2026-11-28T22:00:05Z",
                        "restsUntil":"2026-11-28T22:10:05Z"}]}
                        """)
                    .orElseThrow()))
        .contains(
            "VI_1            BACKUP  1 of 150 until 2026-11-28 22:10:05  eth0       51    2026");
  }

  @Test
  void an_event_of_a_server_in_all_its_services_names_none_of_them() {
    assertThat(
            listing.event(
                JsonTree.parse(
                        """
                        {"time":"2026-11-28T22:00:05.5Z","kind":"server.override","name":null,
                        "server":"10.1.0.3:80","text":"Override by root"}
                        """)
                    .orElseThrow()))
        .isEqualTo("2026-11-28 22:00:05.500  server.override  10.1.0.3:80  Override by root");
  }

  @Test
  void real_servers_with_what_a_hostile_one_said() {
    assertThat(listing.servers(page(Page.SERVERS, Views.troubled())))
        .isEqualTo(
            """
            REAL SERVER          SERVICE             STATE  SINCE                WEIGHT  IN TABLE  ACTIVE  WHY
            [10.1.0.2]:tcp:80    [10.1.0.50]:tcp:80  DOWN   2026-11-28 21:59:58  2       0         0       TCP_CHECK: ?[2J?"\\?
            [10.1.0.3]:tcp:80    [10.1.0.50]:tcp:80  UP     2026-11-28 21:59:58  1       9         0
            [127.0.0.1]:none:53  FWM 7               UP     2026-11-28 21:59:58  1       -         -
            [::1]:none:53        FWM 7 IPv6          UP     2026-11-28 21:59:58  1       -         -
            """);
  }

  @Test
  void what_operators_have_decided_is_not_forgotten() {
    assertThat(listing.status(page(Page.STATUS, Views.overridden())))
        .contains(
            """

            OVERRIDE  REAL SERVER   SERVICE  SINCE                UNTIL                BY    WHY
            DRAIN     10.1.0.3:80   all      2026-11-28 21:59:05  -                    root  new disk
            DISABLED  127.0.0.1:53  FWM 7    2026-11-28 21:59:05  2026-11-28 22:10:05  root
            WEIGHT 5  [::1]:53      all      2026-11-28 21:59:05  -                    root
            DRAIN     10.9.9.9:80   all      2026-11-28 21:59:05  -                    root  new disk; names no server of the configuration

            """);
    assertThat(listing.servers(page(Page.SERVERS, Views.overridden())))
        .isEqualTo(
            """
            REAL SERVER          SERVICE             STATE           SINCE                WEIGHT  IN TABLE  ACTIVE  WHY
            [10.1.0.2]:tcp:80    [10.1.0.50]:tcp:80  DOWN            2026-11-28 21:59:58  2       0         0       TCP_CHECK: ?[2J?"\\?
            [10.1.0.3]:tcp:80    [10.1.0.50]:tcp:80  DRAIN (0 left)  2026-11-28 21:59:58  1       9         0       new disk
            [127.0.0.1]:none:53  FWM 7               DISABLED (UP)   2026-11-28 21:59:58  1       -         -
            [::1]:none:53        FWM 7 IPv6          UP              2026-11-28 21:59:58  5 of 1  -         -
            """);
    assertThat(Listing.isWell(Shown.SERVERS, page(Page.SERVERS, Views.overridden()))).isFalse();
  }

  @Test
  void one_that_is_down_and_stays_pooled_is_seen_in_words() {
    assertThat(listing.services(page(Page.SERVICES, Views.kept())))
        .contains("[10.1.0.50]:tcp:80  UP     1 of 2 up, 1 down but pooled  stands\n");
    assertThat(listing.servers(page(Page.SERVERS, Views.kept())))
        .contains("[10.1.0.2]:tcp:80    [10.1.0.50]:tcp:80  DOWN, POOLED  2026");
  }

  @Test
  void where_there_is_nothing_a_list_says_so() {
    assertThat(listing.routers(page(Page.ROUTERS, Views.quiet())))
        .isEqualTo("There are no virtual routers.\n");
    assertThat(listing.services(page(Page.SERVICES, Views.quiet())))
        .isEqualTo("There are no virtual services.\n");
    assertThat(listing.servers(page(Page.SERVERS, Views.quiet())))
        .isEqualTo("There are no real servers.\n");
  }

  @Test
  void a_daemon_that_says_less_or_otherwise_is_shown_as_far_as_it_goes() {
    for (String text :
        new String[] {
          "{}",
          "{\"routers\":[{}],\"problems\":[1],\"daemon\":[],\"reloads\":{\"last\":{\"time\":3}}}",
          "{\"services\":[{\"servers\":{}}],\"daemon\":{\"started\":\"x\"},\"new\":{\"a\":[[]]}}"
        }) {
      JsonTree tree = JsonTree.parse(text).orElseThrow();
      assertThat(listing.status(tree)).startsWith("jkeepalived ");
      assertThat(listing.servers(tree)).isNotEmpty();
    }
  }

  @Test
  void what_is_wrong_decides_the_exit_status() {
    assertThat(Listing.isWell(Shown.ROUTERS, page(Page.ROUTERS, Views.troubled()))).isFalse();
    assertThat(Listing.isWell(Shown.SERVICES, page(Page.SERVICES, Views.troubled()))).isFalse();
    // One server of it is up.
    assertThat(Listing.isWell(Shown.SERVERS, page(Page.SERVERS, Views.troubled()))).isTrue();
    assertThat(
            Listing.isWell(
                Shown.SERVERS,
                JsonTree.parse("{\"servers\":[{\"service\":\"a\",\"state\":\"DOWN\"}]}")
                    .orElseThrow()))
        .isFalse();
    assertThat(Listing.isWell(Shown.SERVICES, page(Page.SERVICES, Views.resting()))).isTrue();
    for (Shown what : Shown.values()) {
      assertThat(Listing.isWell(what, JsonTree.parse("{}").orElseThrow())).isTrue();
    }
  }
}
