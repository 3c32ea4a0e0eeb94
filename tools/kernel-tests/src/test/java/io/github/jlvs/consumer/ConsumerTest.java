// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application gets from the libraries. */
class ConsumerTest {
  private final Application app;

  ConsumerTest(@TempDir Path folder) {
    app = new Application(folder);
  }

  @BeforeEach
  void writeIt() throws IOException {
    app.write(
        "app/Main.java",
        """
        package app;

        import io.github.jlvs.healthcheck.VirtualServer;
        import io.github.jlvs.healthcheck.ServiceAddress;
        import io.github.jlvs.ipvs.ServiceId;
        import io.github.jlvs.ipvs.Table;
        import io.github.jlvs.ipvs.VirtualService;
        import io.github.jlvs.keepalived.conf.ConfigurationReader;
        import io.github.jlvs.netlink.route.RouteSocket;
        import io.github.jlvs.vrrp.VirtualRouterConfig;
        import java.net.InetAddress;

        public final class Main {
          public static void main(String[] arguments) throws Exception {
            InetAddress vip = InetAddress.getByName("10.1.80.90");
            Table table =
                Table.of(Table.Entry.of(VirtualService.of(ServiceId.tcp(vip, 80), "wrr")));
            VirtualRouterConfig router = VirtualRouterConfig.builder(51, vip).build();
            VirtualServer server = VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80));
            System.out.print(table);
            System.out.println(router.vrid() + " " + server.name());
            System.out.println(ConfigurationReader.read("k.conf", "bogus").diagnostics().get(0));
            try (RouteSocket route = RouteSocket.open()) {
              System.out.println(route.link("lo").orElseThrow().name());
            }
            System.out.println(Main.class.getModule().isNamed() ? "modules" : "class path");
          }
        }
        """);
  }

  @Test
  void itRunsOnTheClassPath() throws Exception {
    assertThat(app.runOnTheClassPath(Application.libraries()))
        .endsWith("lo\nclass path\n")
        .contains("51 [10.1.80.90]:tcp:80\n")
        .contains(
            "k.conf:1:1: warning: unknown keyword 'bogus' outside any block: the line is ignored")
        .startsWith("-A -t 10.1.80.90:80 -s wrr\n");
  }

  @Test
  void itRunsOnTheModulePath() throws Exception {
    app.write(
        "module-info.java",
        """
        module app {
          requires io.github.jlvs.netlink;
          requires io.github.jlvs.ipvs;
          requires io.github.jlvs.vrrp;
          requires io.github.jlvs.healthcheck;
          requires io.github.jlvs.keepalived.conf;
        }
        """);

    assertThat(app.runOnTheModulePath(Application.libraries())).endsWith("lo\nmodules\n");
  }
}
