// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Severity;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All but the smallest block that has an error. */
class LenientTest {
  private static final ReaderOptions LENIENT = Texts.NO_FILES.withTolerance(Tolerance.LENIENT);

  private static final String SERVERS =
      """
      virtual_server 10.0.0.9 80 {
        protocol TCP
        lb_algo rr
        lb_kind NAT
        real_server 10.0.0.2 80 {
          TCP_CHECK {
          }
        }
        real_server 10.0.0.3 80 {
          TCP_CHEK {
          }
        }
      }
      """;

  private static String router(int number, String... lines) {
    return """
    vrrp_instance V%d {
      interface eth0
      virtual_router_id %d
      virtual_ipaddress {
        10.0.0.%d
      }
      %s
    }
    """
        .formatted(number, number, number, String.join("\n  ", lines));
  }

  private static List<String> routers(ReadResult result) {
    return result.configuration().stream()
        .flatMap(c -> c.vrrpInstances().stream())
        .map(router -> router.setup().name())
        .toList();
  }

  private static ReadResult read(String text) {
    return ConfigurationReader.read("t.conf", text, LENIENT);
  }

  @Test
  void a_real_server_with_an_error_is_left_out_alone() {
    ReadResult result = read(router(1) + SERVERS);

    Configuration configuration = result.configuration().orElseThrow();
    assertThat(configuration.virtualServers().get(0).checks().realServers()).hasSize(1);
    assertThat(routers(result)).containsExactly("V1");
    assertThat(result.diagnostics())
        .extracting(Diagnostic::toString)
        .contains(
            "t.conf:18:5: warning: unknown keyword 'TCP_CHEK' in real_server (did you mean"
                + " 'TCP_CHECK'?): real_server '10.0.0.3' is left out (--lenient)");
  }

  @Test
  void a_virtual_server_whose_own_line_is_wrong_is_left_out() {
    ReadResult result = read(router(1) + SERVERS.replace("lb_algo rr", "lb_algo rrr"));

    assertThat(result.configuration().orElseThrow().virtualServers()).isEmpty();
    assertThat(routers(result)).containsExactly("V1");
  }

  @Test
  void a_virtual_router_with_an_error_is_left_out_whole() {
    ReadResult result =
        read(router(1, "authentication {", "auth_typ PASS", "}") + router(2, "advert_int 300"));

    assertThat(result.configuration()).isEmpty();
    assertThat(routers(read(router(1, "advert_int 300") + router(2)))).containsExactly("V2");
  }

  /** V2 alone would be master here, and V1 elsewhere. */
  @Test
  void what_changes_state_together_with_it_is_left_out_too() {
    ReadResult result =
        read(
            router(1, "no_such_block {", "}")
                + router(2)
                + router(3)
                + "vrrp_sync_group G { group { V1\n V2\n } }\n");

    assertThat(routers(result)).containsExactly("V3");
    assertThat(result.configuration().orElseThrow().vrrpSyncGroups()).isEmpty();
    assertThat(result.diagnostics())
        .extracting(Diagnostic::message)
        .contains(
            "vrrp_instance 'V2' is left out as well, because it changes state together with"
                + " vrrp_instance 'V1' (--lenient)");
  }

  @Test
  void a_virtual_server_goes_with_its_group() {
    String group = "virtual_server_group G {\n  10.0.0.1 80\n  10.0.0.2 eighty\n}\n";
    String ofGroup = SERVERS.replace("TCP_CHEK", "TCP_CHECK").replace("10.0.0.9 80", "group G");

    ReadResult result = read(router(1) + ofGroup + group);

    assertThat(result.configuration().orElseThrow().virtualServers()).isEmpty();
    assertThat(result.diagnostics())
        .extracting(Diagnostic::toString)
        .contains(
            "t.conf:9:1: warning: virtual_server group 'G' is left out as well, because it is one"
                + " of virtual_server_group 'G' (--lenient)",
            "t.conf:24:12: warning: 'eighty' is not a number: 'port' takes a whole number from 0"
                + " to 65535: virtual_server_group 'G' is left out (--lenient)");
  }

  /** What all virtual routers send, where the text ends, and what nobody can know. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "global_defs { vrrp_version 4\n }",
        "global_defs { no_such_block {\n } }",
        "net_namespace red",
        "net_namespce red",
        "gloabl_defs { vrrp_strict\n }",
        "vrrp_instance V7 {",
        "}",
        "include /no/such/file",
        "vrrp_script s { script \"/x\n }",
        "<<<<<<< HEAD",
      })
  void what_could_make_two_masters_is_refused_all_the_same(String wrong) {
    ReadResult result = read(router(1) + wrong + "\n");

    assertThat(result.configuration()).isEmpty();
    assertThat(result.diagnostics()).extracting(Diagnostic::severity).contains(Severity.ERROR);
  }

  @Test
  void a_file_of_which_nothing_would_be_left_is_refused() {
    assertThat(read(router(1, "advert_int 300")).configuration()).isEmpty();
  }

  @Test
  void without_an_error_it_is_read_as_always() {
    assertThat(read(router(1) + router(2)))
        .isEqualTo(ConfigurationReader.read("t.conf", router(1) + router(2), Texts.NO_FILES));
  }

  /**
   * What is taken is what the file says without some blocks: never a router that it does not say.
   */
  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void a_router_that_is_taken_is_one_of_the_files(@ForAll("files") String text) {
    ReadResult usual = ConfigurationReader.read("t.conf", text, Texts.NO_FILES);
    ReadResult lenient = read(text);

    if (usual.configuration().isPresent()) {
      assertThat(lenient).isEqualTo(usual);
    } else {
      assertThat(lenient.diagnostics())
          .anyMatch(
              said -> said.severity() == Severity.ERROR || said.message().contains("left out"));
    }
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.longs().map(seed -> GeneratedConfiguration.text(seed, 30));
  }
}
