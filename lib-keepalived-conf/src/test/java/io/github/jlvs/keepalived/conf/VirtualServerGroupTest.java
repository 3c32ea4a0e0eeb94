// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.IpAddresses;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualServerGroupTest {
  private static final String IPV4 = "10.0.9.1 80";

  private static String group(String name, String... lines) {
    return "virtual_server_group %s {\n%s\n}\n".formatted(name, String.join("\n", lines));
  }

  private static String server(String group, String lines, String realServer) {
    return "virtual_server group %s {\nlb_algo rr\n%s\nreal_server %s {\n}\n}\n"
        .formatted(group, lines, realServer);
  }

  private static List<VirtualServerSetup> read(String text) {
    ReadResult result = ConfigurationReader.read("t.conf", text);
    return result
        .configuration()
        .orElseThrow(() -> new AssertionError(result.diagnostics()))
        .virtualServers();
  }

  private static List<String> services(String text) {
    return read(text).get(0).services().stream().map(each -> each.id().toString()).toList();
  }

  private static List<String> tcp(String... lines) {
    String realServer = lines[0].contains("::") ? "2001:db8::99 80" : IPV4;
    return services(
        group("G", lines) + server("G", "protocol TCP\npersistence_timeout 9", realServer));
  }

  /** keepalived 2.2.7 never checks a group of addresses that has ha_suspend. */
  @Test
  void of_a_group_one_address_is_enough_for_its_checks_and_a_mark_has_none() {
    String suspended = server("G", "protocol TCP\nha_suspend", IPV4);
    assertThat(read(group("G", "10.0.0.1-2 80") + suspended).get(0).suspendedWithout())
        .containsExactlyInAnyOrder(
            IpAddresses.parse("10.0.0.1").orElseThrow(),
            IpAddresses.parse("10.0.0.2").orElseThrow());

    ReadResult marked =
        ConfigurationReader.read("t.conf", group("G", "10.0.0.1 80", "fwmark 7") + suspended);
    assertThat(marked.configuration().orElseThrow().virtualServers().get(0).suspendedWithout())
        .isEmpty();
    assertThat(marked.diagnostics().toString()).contains("a firewall mark has none: ignored");
  }

  @Test
  void a_line_is_an_address_a_range_a_prefix_or_a_mark() {
    assertThat(
            tcp(
                "10.0.0.1 80",
                "10.0.0.254-255 81",
                "10.0.0.255-10.0.1.1 82",
                "10.0.0.8/31 83",
                "10.0.0.7",
                "fwmark 5"))
        .containsExactly(
            "TCP 10.0.0.1:80",
            "TCP 10.0.0.254:81",
            "TCP 10.0.0.255:81",
            "TCP 10.0.0.255:82",
            "TCP 10.0.1.0:82",
            "TCP 10.0.1.1:82",
            "TCP 10.0.0.8:83",
            "TCP 10.0.0.9:83",
            "TCP 10.0.0.7:0",
            "FWM 5");
  }

  @Test
  void the_last_number_of_ipv6_is_hexadecimal() {
    assertThat(tcp("2001:db8::8-a 80", "2001:db8::ffff-2001:db8::1:0 81", "2001:db8:1::/127 82"))
        .containsExactly(
            "TCP [2001:db8::8]:80",
            "TCP [2001:db8::9]:80",
            "TCP [2001:db8::a]:80",
            "TCP [2001:db8::ffff]:81",
            "TCP [2001:db8::1:0]:81",
            "TCP [2001:db8:1::]:82",
            "TCP [2001:db8:1::1]:82");
  }

  @Test
  void the_highest_addresses_are_a_range_too() {
    assertThat(tcp("255.255.255.254/31 80")).hasSize(2);
    assertThat(tcp("2001:db8::1 80", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe-ffff 80")).hasSize(3);
  }

  @Test
  void what_comes_again_is_there_once_and_the_first_place_counts() {
    assertThat(tcp("10.0.0.2 80", "10.0.0.1-3 80", "10.0.0.2 81"))
        .containsExactly(
            "TCP 10.0.0.2:80", "TCP 10.0.0.1:80", "TCP 10.0.0.3:80", "TCP 10.0.0.2:81");
  }

  @Test
  void virtual_servers_of_a_group_are_counted_in_the_order_of_the_file() {
    String text =
        server("B", "protocol TCP", IPV4)
            + group("A", "10.0.0.1 80")
            + server("A", "protocol UDP", IPV4)
            + server("A", "protocol TCP", IPV4)
            + group("B", "10.0.0.2 80");

    assertThat(read(text))
        .extracting(each -> each.name() + " " + each.services().get(0).id())
        .containsExactly("[B]:0 TCP 10.0.0.2:80", "[A]:0 UDP 10.0.0.1:80", "[A]:1 TCP 10.0.0.1:80");
  }

  /** As keepalived 2.2.7 has it. */
  @ParameterizedTest
  @CsvSource({
    "fwmark 5, , 10.0.9.1, FWM 5",
    "fwmark 5, , 2001:db8::99, FWM 5 IPv6",
    "fwmark 5, lb_kind TUN, 2001:db8::99, FWM 5",
    "fwmark 5, lb_kind TUN;ip_family inet6, 10.0.9.1, FWM 5 IPv6",
    "fwmark 5;fwmark 6 inet6, lb_kind TUN, 10.0.9.1, FWM 5 IPv6;FWM 6 IPv6",
    "fwmark 5;10.0.0.1 80, lb_kind TUN;protocol TCP, 2001:db8::99, FWM 5;TCP 10.0.0.1:80",
    "fwmark 5 inet;fwmark 5 inet6, lb_kind TUN, 10.0.9.1, FWM 5;FWM 5 IPv6",
  })
  void a_mark_has_the_family_of_what_is_nearest(
      String lines, String said, String realServer, String services) {
    String block = said == null ? "" : said.replace(';', '\n');

    assertThat(
            String.join(
                ";", services(group("G", lines.split(";", -1)) + server("G", block, realServer))))
        .isEqualTo(services);
  }

  @Test
  void the_protocol_of_marks_alone_is_not_asked_for() {
    String marks = group("G", "fwmark 5") + server("G", "lb_kind NAT", IPV4);

    assertThat(ConfigurationReader.read("t.conf", marks).diagnostics())
        .noneMatch(said -> said.message().contains("protocol"));
    assertThat(read(marks).get(0).checks().realServers().get(0).address())
        .hasToString("[10.0.9.1]:none:80");
  }

  @Test
  void persistence_has_the_mask_of_each_family() {
    String text =
        group("G", "10.0.0.1 80", "2001:db8::1 80")
            + server("G", "protocol TCP\nlb_kind TUN\npersistence_timeout 7", "10.0.9.1");

    assertThat(read(text).get(0).services().stream().map(VirtualService::toString))
        .containsExactly("-t 10.0.0.1:80 -s rr -p 7", "-t [2001:db8::1]:80 -s rr -p 7");
  }

  /** The number of services is that which the message about too many counts. */
  @Property(tries = 200)
  void a_range_has_all_addresses_from_its_first_to_its_last(
      @ForAll @IntRange(max = 255) int first, @ForAll @IntRange(max = 700) int more) {
    int last = first + more;
    String range = "10.0.7.%d-10.0.%d.%d 80".formatted(first, 7 + last / 256, last % 256);

    List<String> services = tcp(range);

    assertThat(services).hasSize(more + 1).doesNotHaveDuplicates();
    assertThat(services.get(0)).isEqualTo("TCP 10.0.7." + first + ":80");
    assertThat(services.get(more))
        .isEqualTo("TCP 10.0.%d.%d:80".formatted(7 + last / 256, last % 256));
  }

  @Test
  void a_group_as_large_as_may_be_is_read() {
    List<String> services = tcp("10.1.0.0/16 80");

    assertThat(services).hasSize(65_536);
    assertThat(services.stream().collect(Collectors.toSet())).hasSize(65_536);
  }
}
