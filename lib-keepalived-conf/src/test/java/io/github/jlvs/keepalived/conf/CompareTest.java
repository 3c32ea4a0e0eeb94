// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of two directors of a pair. */
class CompareTest {
  private static final String OURS =
      """
      vrrp_instance V1 {
        interface eth0
        virtual_router_id 51
        priority 101
        advert_int 1
        authentication {
          auth_type PASS
          auth_pass geheim
        }
        unicast_src_ip 10.0.0.1
        unicast_peer {
          10.0.0.2
        }
        virtual_ipaddress {
          10.0.0.90
        }
      }
      virtual_server 10.0.0.90 80 {
        protocol TCP
        lb_algo wrr
        lb_kind DR
        real_server 10.0.0.3 80 {
          weight 1
          TCP_CHECK {
          }
        }
      }
      """;

  private static final String THEIRS =
      OURS.replace("eth0", "ens3")
          .replace("priority 101", "priority 100")
          .replace("10.0.0.1\n", "10.0.0.x\n")
          .replace("10.0.0.2\n", "10.0.0.1\n")
          .replace("10.0.0.x\n", "10.0.0.2\n");

  @TempDir Path directory;

  private List<String> compared(String ours, String theirs) throws IOException {
    Path one = Files.writeString(directory.resolve("a.conf"), ours);
    Path other = Files.writeString(directory.resolve("b.conf"), theirs);
    return DirectorComparison.compare(one, other, ReaderOptions.withConfigId("host")).stream()
        .map(Diagnostic::toString)
        .map(said -> said.replace(directory + "/", ""))
        .toList();
  }

  private static final String GROUP =
      OURS.replace(
          "virtual_server 10.0.0.90 80 {",
          "virtual_server_group G {\n10.0.0.90-92 80\nfwmark 5\n}\nvirtual_server group G {");

  @Test
  void a_group_is_compared_service_by_service() throws IOException {
    String theirs = GROUP.replace("eth0", "ens3").replace("priority 101", "priority 100");
    String same = theirs.replace("unicast_src_ip 10.0.0.1", "unicast_src_ip 10.0.0.2");
    String other = same.replace("10.0.0.2\n  }", "10.0.0.1\n  }");

    assertThat(compared(GROUP, other)).isEmpty();
    assertThat(compared(GROUP, other.replace("90-92", "90-91").replace("weight 1", "weight 2")))
        .containsExactly(
            "a.conf:22:1: warning: virtual_server [G]:0: real_server [10.0.0.3]:tcp:80 has weight 1"
                + " here and 2 at b.conf:22:1",
            "a.conf:22:1: warning: virtual_server [G]:0 has TCP 10.0.0.92:80 in this file alone:"
                + " with b.conf it ends when the address moves");
    assertThat(compared(OURS, other))
        .containsExactly(
            "b.conf:22:1: warning: virtual_server [G]:0 has TCP 10.0.0.91:80 and 2 more services in"
                + " this file alone: with a.conf it ends when the address moves");
  }

  @Test
  void a_pair_that_goes_together_has_nothing_to_say_whatever_the_interface() throws IOException {
    assertThat(compared(OURS, THEIRS)).isEmpty();
    assertThat(compared(THEIRS, OURS)).isEmpty();
  }

  /** Each refuses the other's version; the interval of version 3 is the master's. */
  @Test
  void versions_must_be_the_same_and_intervals_of_version_3_need_not() throws IOException {
    String version3 = "advert_int 1\n  version 3";
    assertThat(compared(OURS.replace("advert_int 1", version3), THEIRS))
        .singleElement()
        .asString()
        .contains("error: this is VRRP version 3 over IPv4 and that VRRP version 2 over IPv4 with")
        .doesNotContain("geheim");

    String password = "(?s)  authentication \\{.*?\\}\n";
    String ours = OURS.replaceFirst(password, "").replace("advert_int 1", version3);
    String theirs = THEIRS.replaceFirst(password, "").replace("advert_int 1", version3);
    assertThat(compared(ours, theirs.replace("advert_int 1", "advert_int 0.5")))
        .containsExactly(
            "a.conf:5:3: warning: advert_int is 1 here and 0.5 at b.conf:5:3: a fail-over takes"
                + " another time when the other is master");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key 1 A| key 1 A| ''",
        "key 1 A| key 2 B; key 1 A; active_key 1| ''",
        "key 1 A; mode permissive| key 1 A; mode receive-only| ''",
        "key 1 A; mode receive-only| ''| ''",
        "key 1 A| ''| error: auth_hmac is here, and not at b.conf",
        "''| key 1 A; mode permissive| error: auth_hmac is not here, and is at b.conf",
        "key 1 A| key 1 B| error: the key that signs is not known, or is another one, here or",
        "key 1 A| key 2 A| error: the key that signs is not known",
        "key 1 A| key 1 A; mode receive-only| error: one of the two demands signatures",
        "key 1 A| key 1 A; time_window 60| warning: time_window or anti_replay is another one",
        "key 1 A| key 1 A; anti_replay monotonic| warning: time_window or anti_replay is another",
      })
  void signatures_that_are_not_heard_are_told(String here, String there, String expected)
      throws IOException {
    String said = String.join("\n", compared(signed(OURS, here), signed(THEIRS, there)));

    assertThat(said).contains(expected).doesNotContain("aaaaaaaa").doesNotContain("bbbbbbbb");
    assertThat(said.isEmpty()).isEqualTo(expected.isEmpty());
  }

  private static String signed(String file, String lines) {
    String block =
        lines.isEmpty()
            ? ""
            : "  auth_hmac {\n" + lines.replace("; ", "\n").replace(";", "\n") + "\n  }\n";
    return file.replaceFirst("(?s)  authentication \\{.*?\\}\n", block)
        .replace(" A", " hex:" + "a".repeat(64))
        .replace(" B", " hex:" + "b".repeat(64));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "advert_int 1| advert_int 2| a.conf:5:3: error: advert_int is 1 here and 2 at b.conf:5:3:"
            + " each refuses the other's advertisements, and both would be master",
        "geheim| geheim2| a.conf:6:3: error: the password here is another than that at b.conf:6:3:"
            + " each refuses the other's advertisements, and both would be master",
        "10.0.0.90\\n| 10.0.0.91\\n| a.conf:14:3: error: the addresses differ: only here 10.0.0.90;"
            + " only there 10.0.0.91; there at b.conf:14:3: each refuses the other's"
            + " advertisements, and both would be master",
        "unicast_src_ip 10.0.0.2| unicast_src_ip 10.0.0.7| b.conf:10:3: error: unicast_src_ip"
            + " 10.0.0.7 is none of the peers of a.conf:11:3: it is not heard there, and both"
            + " would be master",
        "virtual_router_id 51| virtual_router_id 52| a.conf:3:3: error: virtual_router_id is 51"
            + " here and 52 at b.conf:3:3: neither hears the other, and both would be master",
        "priority 100| priority 101| a.conf:4:3: warning: priority is 101 here and at b.conf:4:3:"
            + " the higher address of the two decides who is master",
        "priority 100| nopreempt\\n  priority 100| a.conf:4:3: warning: there is no nopreempt here,"
            + " and there is one at b.conf:4:3: which of the two is master depends on who was it"
            + " last",
        "lb_algo wrr| lb_algo rr| a.conf:18:1: warning: virtual_server [10.0.0.90]:tcp:80: lb_algo"
            + " is wrr here and rr at b.conf:18:1",
        "weight 1| weight 3| a.conf:18:1: warning: virtual_server [10.0.0.90]:tcp:80: real_server"
            + " [10.0.0.3]:tcp:80 has weight 1 here and 3 at b.conf:18:1",
        "10.0.0.3| 10.0.0.4| a.conf:18:1: warning: virtual_server [10.0.0.90]:tcp:80: real_server"
            + " [10.0.0.3]:tcp:80 is here, and not at b.conf:18:1",
        "lb_kind DR| lb_kind TUN| a.conf:18:1: warning: virtual_server [10.0.0.90]:tcp:80:"
            + " real_server [10.0.0.3]:tcp:80 has another forwarding method here than at b.conf:18:1",
        "TCP_CHECK {| TCP_CHECK {\\n connect_port 81| a.conf:18:1: warning: virtual_server"
            + " [10.0.0.90]:tcp:80: real_server [10.0.0.3]:tcp:80 has other checks here than at"
            + " b.conf:18:1",
        "wrr| wrr\\n persistence_timeout 5| a.conf:18:1: warning: virtual_server"
            + " [10.0.0.90]:tcp:80: the persistence here is another than that at b.conf:18:1",
      })
  void what_differs_is_said_with_both_places(String found, String replaced, String said)
      throws IOException {
    String theirs = THEIRS.replace(plain(found), plain(replaced));
    assertThat(theirs).isNotEqualTo(THEIRS);

    assertThat(compared(OURS, theirs)).contains(said);
    assertThat(compared(OURS, theirs).toString()).doesNotContain("geheim");
  }

  private static String plain(String text) {
    return text.replace("\\n", "\n");
  }

  @Test
  void one_speaks_to_peers_and_the_other_to_a_group() throws IOException {
    String theirs = THEIRS.replaceAll("(?s)  unicast_src_ip.*?}\n", "");

    assertThat(compared(OURS, theirs))
        .containsExactly(
            "a.conf:11:3: error: advertisements go to peers here, and to a multicast group at"
                + " b.conf:1:1: neither hears the other, and both would be master");
  }

  @Test
  void what_one_file_alone_has_is_said() throws IOException {
    String alone =
        """
        vrrp_instance V9 {
          interface eth0
          virtual_router_id 9
          virtual_ipaddress { 10.0.0.99 }
        }
        """;

    assertThat(compared(OURS + alone, THEIRS))
        .containsExactly(
            "a.conf:30:3: warning: no virtual router of b.conf has virtual_router_id 9: 'V9' has"
                + " nobody that takes over");
    assertThat(compared(OURS, THEIRS.substring(0, THEIRS.indexOf("virtual_server"))))
        .containsExactly(
            "a.conf:18:1: warning: virtual_server [10.0.0.90]:tcp:80 is in this file alone: with"
                + " b.conf it ends when the address moves");
  }

  @Test
  void members_of_a_group_on_one_director_alone_are_told() throws IOException {
    String second =
        """
        vrrp_instance V2 {
          interface eth0
          virtual_router_id 52
          priority %d
          virtual_ipaddress { 10.0.0.92 }
        }
        """;
    String group =
        """
        vrrp_sync_group G {
          group {
            V1
            V2
          }
        }
        """;

    assertThat(compared(OURS + second.formatted(101) + group, THEIRS + second.formatted(100)))
        .contains(
            "a.conf:3:3: warning: 'V1' changes state together with virtual_router_id 52 here, and"
                + " with none at b.conf:3:3");
  }

  @Test
  void of_a_file_with_errors_only_these_are_said() throws IOException {
    assertThat(compared(OURS, "virtual_servr {\n}\n"))
        .containsExactly(
            "b.conf:1:1: error: unknown keyword 'virtual_servr' outside any block (did you mean"
                + " 'virtual_server'?)");
  }
}
