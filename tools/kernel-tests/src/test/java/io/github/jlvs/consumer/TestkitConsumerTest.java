// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application's tests get from the testkits. */
class TestkitConsumerTest {
  /** What the tests do with the fake kernels. */
  private static final String WITH_A_FAKE_KERNEL =
      """
      package app;

      import io.github.jlvs.ipvs.Ipvs;
      import io.github.jlvs.ipvs.Scope;
      import io.github.jlvs.ipvs.ServiceId;
      import io.github.jlvs.ipvs.Table;
      import io.github.jlvs.ipvs.VirtualService;
      import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
      import io.github.jlvs.netlink.fake.FakeKernel;

      public final class Main {
        public static void main(String[] arguments) {
          FakeKernel connection = new FakeIpvsKernel().connect();
          try (Ipvs ipvs = FakeIpvsKernel.open(connection)) {
            Table desired =
                Table.of(
                    Table.Entry.of(VirtualService.of(ServiceId.tcp("10.1.80.90", 80), "wrr")));
            ipvs.reconcile(desired, Scope.everything());
            System.out.println(ipvs.snapshot().table().equals(desired));
          }
          System.out.println(connection.getClass().getModule().getName());
          System.out.println(FakeIpvsKernel.class.getModule().getName());
        }
      }
      """;

  private final Application app;

  TestkitConsumerTest(@TempDir Path folder) {
    app = new Application(folder);
  }

  /** No JUnit is there. */
  @Test
  void theFakeKernelsAreOnTheClassPath() throws Exception {
    app.write("app/Main.java", WITH_A_FAKE_KERNEL);

    assertThat(app.runOnTheClassPath(Application.testkits())).isEqualTo("true\nnull\nnull\n");
  }

  /** Nor is it here. */
  @Test
  void theFakeKernelsAreModules() throws Exception {
    app.write("app/Main.java", WITH_A_FAKE_KERNEL);
    app.write(
        "module-info.java",
        """
        module app {
          requires io.github.jlvs.ipvs.testkit;
        }
        """);

    assertThat(app.runOnTheModulePath(Application.testkits()))
        .isEqualTo("true\nio.github.jlvs.netlink.testkit\nio.github.jlvs.ipvs.testkit\n");
  }

  @Test
  void aKernelOfTheirOwnIsHeldToTheContractInModulesToo() throws Exception {
    app.write(
        "module-info.java",
        """
        module app {
          requires io.github.jlvs.ipvs.testkit;
          requires org.assertj.core;
          requires org.junit.jupiter.api;
          requires org.junit.platform.launcher;

          opens app to
              org.junit.platform.commons;
        }
        """);
    app.write(
        "app/OwnKernelTest.java",
        """
        package app;

        import io.github.jlvs.ipvs.Ipvs;
        import io.github.jlvs.ipvs.contract.KernelUnderContract;
        import io.github.jlvs.ipvs.contract.ServicesContract;
        import io.github.jlvs.ipvs.fake.FakeIpvsKernel;

        class OwnKernelTest extends ServicesContract {
          OwnKernelTest() {
            super(new OwnKernel());
          }

          private static final class OwnKernel implements KernelUnderContract {
            private final FakeIpvsKernel kernel = new FakeIpvsKernel().withInterface("net0");

            @Override
            public Ipvs open() {
              return kernel.open();
            }

            @Override
            public void compare(Ipvs client) {}

            @Override
            public String multicastInterface() {
              return "net0";
            }
          }
        }
        """);
    app.write(
        "app/Main.java",
        """
        package app;

        import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

        import java.io.PrintWriter;
        import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
        import org.junit.platform.launcher.core.LauncherFactory;
        import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

        public final class Main {
          public static void main(String[] arguments) {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create()
                .execute(
                    LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(OwnKernelTest.class))
                        .build(),
                    listener);
            var summary = listener.getSummary();
            summary.printFailuresTo(new PrintWriter(System.out));
            System.out.println("succeeded " + summary.getTestsSucceededCount());
            System.out.println("failed " + summary.getTotalFailureCount());
          }
        }
        """);

    assertThat(app.runOnTheModulePath(Application.testkitsAndJunit()))
        .matches("succeeded [1-9]\\d\nfailed 0\n");
  }
}
