// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.explain.ExplainedBlock;
import io.github.jlvs.keepalived.conf.explain.ExplainedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Each value that counts, and where it comes from. */
class ExplainTest {
  private static final String FILE =
      """
      vrrp_instance V1 {
        interface eth0
        virtual_router_id 51
        priority 255
        authentication {
          auth_type PASS
          auth_pass geheim
        }
        garp_master_repeat 3
        virtual_ipaddress {
          10.0.0.1/24 label eth0:1
        }
        vrf red
      }
      virtual_server fwmark 1 {
        delay_loop 6
        lvs_method DR
        connect_timeout 2
        real_server 10.0.0.2 80 {
          TCP_CHECK {
            connect_timeout 3
          }
        }
        real_server 10.0.0.3 80 {
          lvs_method TUN
          TCP_CHECK {
          }
        }
      }
      global_defs {
        vrrp_garp_lower_prio_delay 7.50
        vrrp_garp_interval 0.001
      }
      """;

  private static List<ExplainedBlock> explained(String text) {
    List<ExplainedBlock> blocks = new ArrayList<>();
    ReadResult result = ConfigurationReader.explain("t.conf", text, Texts.NO_FILES, blocks::add);
    assertThat(result.configuration().isPresent()).isEqualTo(!blocks.isEmpty());
    return blocks;
  }

  private static String value(ExplainedBlock block, String keyword) {
    return block
        .value(keyword)
        .map(value -> value.value() + " (" + value.source() + ")")
        .orElse("none");
  }

  @Test
  void a_line_counts_then_global_defs_then_the_default() {
    ExplainedBlock router = explained(FILE).get(1);

    assertThat(value(router, "virtual_router_id")).isEqualTo("51 (t.conf:3)");
    assertThat(value(router, "garp_lower_prio_delay")).isEqualTo("7.5 (inherited from t.conf:31)");
    assertThat(value(router, "garp_lower_prio_repeat")).isEqualTo("5 (default)");
    assertThat(value(router, "garp_master_refresh")).isEqualTo("0 (default)");
    assertThat(value(router, "state")).isEqualTo("MASTER (default)");
    assertThat(value(router, "mcast_dst_ip")).isEqualTo("224.0.0.18 (default)");
    assertThat(value(router, "nopreempt")).isEqualTo("none");
    assertThat(router.value("mcast_src_ip"))
        .map(ExplainedValue::isWritable)
        .isEqualTo(Optional.of(false));
  }

  @Test
  void a_password_is_masked() {
    assertThat(explained(FILE).toString()).contains("****").doesNotContain("geheim");
  }

  /** Whoever has the path of a webhook can write to it. */
  @Test
  void of_a_webhook_the_host_alone_is_shown() {
    String text =
        Texts.instance("notify_webhook https://geheim:geheim@hooks.example.org/geheim?x=geheim");

    assertThat(explained(text).toString())
        .contains("https://hooks.example.org")
        .doesNotContain("geheim");
  }

  /** A blank in the address is a slip; what follows belongs to the secret all the same. */
  @Test
  void of_a_webhook_with_a_blank_in_it_no_more_is_shown_and_said() {
    String text = Texts.instance("notify_webhook https://hooks.example.org/geheim geheim?x=geheim");

    assertThat(explained(text).toString())
        .contains("https://hooks.example.org")
        .doesNotContain("geheim");
    assertThat(ConfigurationReader.read("t.conf", text).diagnostics().toString())
        .contains("a word that is not shown is not expected after 'notify_webhook': ignored")
        .doesNotContain("geheim");
  }

  @Test
  void what_is_not_acted_on_says_so() {
    assertThat(explained(FILE).get(1).value("vrf").flatMap(ExplainedValue::remark))
        .hasValueSatisfying(remark -> assertThat(remark).startsWith("not done: "));
  }

  @Test
  void a_check_takes_from_its_server_and_that_from_the_virtual_server() {
    ExplainedBlock server = explained(FILE).get(2);
    ExplainedBlock first = server.blocks().get(0);
    ExplainedBlock second = server.blocks().get(1);

    assertThat(value(server, "protocol")).isEqualTo("TCP (default)");
    assertThat(value(server, "lb_kind")).isEqualTo("DR (t.conf:17)");
    assertThat(value(first, "lvs_method")).isEqualTo("DR (inherited from t.conf:17)");
    assertThat(value(second, "lvs_method")).isEqualTo("TUN (t.conf:25)");
    assertThat(value(first.blocks().get(0), "connect_timeout")).isEqualTo("3 (t.conf:21)");
    assertThat(value(second.blocks().get(0), "connect_timeout"))
        .isEqualTo("2 (inherited from t.conf:18)");
    assertThat(value(second.blocks().get(0), "retry")).isEqualTo("1 (default)");
    assertThat(value(second.blocks().get(0), "warmup")).isEqualTo("6 (inherited from t.conf:16)");
  }

  @Test
  void a_check_by_http_shows_what_it_asks_for_and_whom() {
    String check =
        """
        virtualhost www.example.org
            HTTP_GET {
              nb_get_retry 4
              url {
                path /health
                status_code 200 204
                regex_options caseless
                regex "a  b"
              }
            }
        """;
    ExplainedBlock server = explained(FILE.replace("lvs_method TUN", check)).get(2).blocks().get(1);
    ExplainedBlock http = server.blocks().get(0);
    ExplainedBlock url = http.blocks().get(0);

    assertThat(value(http, "virtualhost")).isEqualTo("www.example.org (inherited from t.conf:25)");
    assertThat(value(http, "retry")).isEqualTo("4 (t.conf:27)");
    assertThat(value(http, "delay_before_retry")).isEqualTo("3 (default)");
    assertThat(value(http, "http_protocol")).isEqualTo("1.0 (default)");
    assertThat(value(url, "virtualhost")).isEqualTo("www.example.org (inherited from t.conf:25)");
    assertThat(value(url, "path")).isEqualTo("/health (t.conf:29)");
    assertThat(value(url, "status_code")).isEqualTo("200 204 (t.conf:30)");
    assertThat(value(url, "regex_options")).isEqualTo("caseless (t.conf:31)");
    assertThat(value(url, "regex")).isEqualTo("\"a  b\" (t.conf:32)");
    assertThat(value(url, "digest")).isEqualTo("none");
  }

  @Test
  void of_a_keyword_of_which_each_line_counts_each_is_shown() {
    String check =
        """
        HTTP_GET {
          url {
            path /
            status_code 200
            header "A: geheim"
            header "B: geheim"
          }
        }
        """;

    assertThat(explained(FILE.replace("lvs_method TUN", check)).toString())
        .contains("\"A: ****\"", "\"B: ****\"")
        .doesNotContain("geheim");
  }

  @Test
  void persistence_without_a_time_has_the_kernels() {
    String text = FILE.replace("delay_loop 6", "persistence_granularity 255.255.255.0");

    assertThat(value(explained(text).get(2), "persistence_timeout")).isEqualTo("360 (default)");
    assertThat(value(explained(FILE).get(2), "persistence_timeout")).isEqualTo("0 (default)");
  }

  @Test
  void a_check_waits_at_first_for_its_own_interval_at_the_most() {
    String text = FILE.replace("connect_timeout 3", "delay_loop 4");

    ExplainedBlock check = explained(text).get(2).blocks().get(0).blocks().get(0);

    assertThat(value(check, "warmup")).isEqualTo("4 (inherited from t.conf:21)");
  }

  @Test
  void a_master_without_a_priority_owns_its_addresses() {
    ExplainedBlock router = explained(FILE.replace("priority 255", "state MASTER")).get(1);

    assertThat(value(router, "priority")).isEqualTo("255 (default)");
    assertThat(value(explained(FILE.replace("priority 255", "")).get(1), "priority"))
        .isEqualTo("100 (default)");
  }

  @Test
  void another_line_can_change_a_default() {
    List<ExplainedBlock> blocks =
        explained(
            """
            global_defs {
              vrrp_min_garp
              vrrp_strict
              notify_webhook http://127.0.0.1/
            }
            vrrp_track_process P {
              process haproxy
              quorum_max 0
            }
            vrrp_instance V1 {
              interface eth0
              virtual_router_id 51
              unicast_peer {
                10.0.0.3
                10.0.0.4 min_ttl 64
              }
              virtual_ipaddress {
                10.0.0.1
              }
            }
            """);

    assertThat(value(blocks.get(1), "quorum")).isEqualTo("0 (default)");
    assertThat(value(blocks.get(2), "garp_master_repeat")).isEqualTo("1 (default)");
    assertThat(value(blocks.get(2), "garp_lower_prio_delay")).isEqualTo("0 (default)");
    assertThat(value(blocks.get(2), "garp_master_refresh_repeat")).isEqualTo("1 (default)");
    assertThat(value(blocks.get(2), "accept")).isEqualTo("off (default)");
    assertThat(value(blocks.get(2), "check_unicast_src")).isEqualTo("on (default)");
    assertThat(value(blocks.get(2), "notify_webhook"))
        .isEqualTo("http://127.0.0.1 (inherited from t.conf:4)");
  }

  @Test
  void the_text_is_a_configuration_with_comments() {
    assertThat(explained(FILE).get(1).text())
        .startsWith(
            """
            vrrp_instance V1 {                              # t.conf:1
              # state MASTER                                # default
              interface eth0                                # t.conf:2
            """)
        .contains("  # mcast_src_ip the first address of the interface # default\n")
        .contains("  virtual_ipaddress {                           # t.conf:10\n")
        .contains("    10.0.0.1/24 label eth0:1                    # t.conf:11\n  }\n");
  }

  @Test
  void so_is_a_line_outside_any_brace() {
    List<ExplainedBlock> blocks =
        explained("instance  one\nuse_pid_dir\nchild_wait_time 3\n" + FILE);
    assertThat(blocks).extracting(ExplainedBlock::keyword).startsWith("global_defs", "", "", "");
    assertThat(blocks.subList(1, 4).stream().map(ExplainedBlock::text))
        .satisfiesExactly(
            line -> assertThat(line).matches("instance one +# t.conf:1\n"),
            line -> assertThat(line).matches("use_pid_dir +# t.conf:2\n"),
            line ->
                assertThat(line).matches("child_wait_time 3 +# t.conf:3; without effect: .+\n"));
  }

  @Test
  void a_file_with_errors_is_not_explained() {
    assertThat(explained("vrrp_instance V1 {\n}\n")).isEmpty();
  }

  /** Whatever is left out, inherited or written strangely: the explanation says the same. */
  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void the_text_means_what_the_file_means(@ForAll("files") String text) {
    String open =
        text.replaceAll("auth_pass .*", "auth_pass ****")
            .replaceAll("header \"?([^:]*):[^\"\n]*\"?", "header \"$1: ****\"")
            .replaceAll("(notify_webhook https?://)([^/@ ]*@)?([^/ \\n]*)[^ \\n]*", "$1$3");
    StringBuilder said = new StringBuilder();
    ReadResult result =
        ConfigurationReader.explain(
            "t.conf", open, Texts.NO_FILES, block -> said.append(block.text()));
    Assume.that(result.configuration().isPresent());

    ReadResult again = ConfigurationReader.read("t.conf", said, Texts.NO_FILES);

    assertThat(again.configuration()).as(open + "\n---\n" + said).isEqualTo(result.configuration());
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.longs().map(seed -> GeneratedConfiguration.text(seed, 1));
  }
}
