// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.jkeepalived.snapshot.Lateness;
import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.Counters;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.GroupStatus;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A moment in the life of four virtual routers: master, backup, in fault, and one of IPv6. */
public final class Snapshots {
  /** 2026-11-28 22:00:05.005665 UTC. */
  private static final Instant MOMENT = Instant.ofEpochSecond(1795903205, 5_665_123);

  private static final String TEXT =
      """
      global_defs {
        router_id R1
        notification_email { a@example.org }
        notification_email_from b@example.org
        smtp_server 127.0.0.1
        smtp_helo_name ds1
        vrrp_garp_interval 0.5
        vrrp_notify_fifo /run/fifo
        enable_script_security
        %s
      }
      vrrp_script good {
        script "/usr/bin/test -n 'a b'"
        interval 2
        rise 2
        fall 3
        weight 5
      }
      vrrp_script bad {
        script /usr/bin/false
        timeout 4
        init_fail
      }
      track_file number {
        file /run/number
      }
      vrrp_track_process sleeper {
        process /usr/bin/sleep 5
        param_match initial
        quorum 2
        quorum_max 4
        fork_delay 1.5
      }
      vrrp_sync_group G {
        group {
          VI_1
          VI_2
        }
        notify "/usr/bin/true all"
      }
      vrrp_instance VI_1 {
        state MASTER
        interface eth0
        virtual_router_id 51
        priority 150
        advert_int 1
        garp_master_delay 7.5
        authentication {
          auth_type PASS
          auth_pass secret12
        }
        virtual_ipaddress {
          10.1.0.50/24
          10.1.0.51/24 dev eth1 label eth1:x scope link
          10.1.0.52 brd 10.1.0.255
        }
        virtual_ipaddress_excluded {
          fd00::5/64
          fd00::6 home no_track
        }
        virtual_routes {
          10.9.0.0/24 via 10.1.0.9 dev eth0
        }
        virtual_rules {
          from 10.9.0.0/24 table 100 priority 77
        }
        notify_master "/usr/bin/true 'm y' z"
        notify_stop /usr/bin/unknown
        notify_deleted /usr/bin/true
        smtp_alert
      }
      vrrp_instance VI_2 {
        state BACKUP
        interface eth1
        virtual_router_id 52
        priority 50
        advert_int 2
        nopreempt
        preempt_delay 1.5
        dont_track_primary
        no_accept
        unicast_src_ip 10.2.0.1
        unicast_peer {
          10.2.0.9 min_ttl 3 max_ttl 9
        }
        virtual_ipaddress {
          10.2.0.50/24
        }
        track_interface {
          eth2
        }
      }
      vrrp_instance VI_3 {
        state BACKUP
        interface eth2
        virtual_router_id 53
        priority 60
        mcast_dst_ip 224.0.0.99
        higher_prio_send_advert
        lower_prio_no_advert
        owner_ignore_adverts
        notify_priority_changes
        promote_secondaries
        kernel_rx_buf_size 100000
        track_script {
          bad
          good weight 7 reverse
        }
        track_file {
          number weight 2
        }
        track_process {
          sleeper weight -3
        }
      }
      vrrp_instance VI_6 {
        state BACKUP
        interface eth3
        virtual_router_id 54
        priority 100
        advert_int 0.25
        auth_hmac {
          key 7 hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
          key 8 "a passphrase of 32 characters !!"
          active_key 8
          mode permissive
        }
        virtual_ipaddress {
          fe80::90
          fd00::90/64
        }
      }
      """;

  private Snapshots() {}

  /** What they run by. */
  public static Configuration configuration(String global) {
    return ConfigurationReader.read("test.conf", TEXT.formatted(global))
        .configuration()
        .orElseThrow();
  }

  /** All of it. */
  public static Snapshot snapshot(String global) {
    Configuration configuration = configuration(global);
    return Snapshot.ofRouters(configuration, routers(configuration), tracked(configuration));
  }

  /** The virtual routers. */
  public static RouterReport routers(Configuration configuration) {
    List<RouterSetup> setups = configuration.routerSetups();
    return new RouterReport(
        List.of(
            master(setups.get(0)),
            backup(setups.get(1)),
            faulty(setups.get(2)),
            overIpv6(setups.get(3))),
        List.of(new GroupStatus(configuration.groupSetups().get(0), State.BACKUP)),
        Lateness.NONE,
        Map.of());
  }

  private static RouterStatus master(RouterSetup setup) {
    return new RouterStatus(
        setup,
        State.MASTER,
        State.MASTER,
        150,
        150,
        Optional.of(IpAddresses.literal("10.1.0.1")),
        Optional.empty(),
        200,
        setup.config().interval(),
        Set.of(setup.addresses().get(0), setup.addresses().get(2), setup.excluded().get(0)),
        List.of(),
        MOMENT,
        Optional.empty(),
        counters());
  }

  /** Its group holds it. */
  private static RouterStatus backup(RouterSetup setup) {
    return new RouterStatus(
        setup,
        State.BACKUP,
        State.MASTER,
        50,
        50,
        Optional.of(IpAddresses.literal("10.2.0.1")),
        Optional.of(IpAddresses.literal("10.2.0.9")),
        99,
        setup.config().interval(),
        Set.of(),
        List.of(),
        MOMENT.plusSeconds(86400),
        Optional.empty(),
        new Counters(Map.of()));
  }

  private static RouterStatus faulty(RouterSetup setup) {
    return new RouterStatus(
        setup,
        State.FAULT,
        State.FAULT,
        1,
        -3,
        Optional.empty(),
        Optional.empty(),
        0,
        setup.config().interval(),
        Set.of(),
        List.of("interface eth2", "script bad"),
        MOMENT,
        Optional.empty(),
        new Counters(Map.of()));
  }

  /** Version 3: it has learnt another interval than its own. */
  private static RouterStatus overIpv6(RouterSetup setup) {
    return new RouterStatus(
        setup,
        State.BACKUP,
        State.BACKUP,
        100,
        100,
        Optional.of(onSeven("fe80::1")),
        Optional.of(onSeven("fe80::9")),
        200,
        new AdvertisementInterval(40),
        Set.of(),
        List.of(),
        MOMENT,
        Optional.empty(),
        counters());
  }

  /** With the number of its interface, as a link-local address is read. */
  private static InetAddress onSeven(String address) {
    try {
      return Inet6Address.getByAddress("", IpAddresses.literal(address).getAddress(), 7);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  /** Each another number. */
  private static Counters counters() {
    Map<Counter, Long> values = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      values.put(counter, counter.ordinal() + 101L);
    }
    return new Counters(values);
  }

  private static TrackedReport tracked(Configuration configuration) {
    return new TrackedReport(
        List.of(
            new TrackedReport.OfScript(
                configuration.tracked().scripts().get(0), TrackedState.UP, 2, false),
            new TrackedReport.OfScript(
                configuration.tracked().scripts().get(1), TrackedState.UNKNOWN, 0, true)),
        List.of(new TrackedReport.OfFile(configuration.tracked().files().get(0), -7)),
        List.of(new TrackedReport.OfProcess(configuration.tracked().processes().get(0), 1, false)));
  }

  /** One command has no owner here: it would not be run. */
  static Owners owners() {
    return command ->
        command.words().get(0).endsWith("unknown") ? Optional.empty() : Optional.of("0:0");
  }
}
