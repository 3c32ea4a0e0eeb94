// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application of somebody else's, compiled and run against the libraries as artifacts: on the
 * class path and on the module path, without any option but the two paths.
 */
class ConsumerTest {
  private static final Pattern LIBRARIES =
      Pattern.compile(
          ".*(lib-(netlink|ipvs|vrrp|healthcheck)[/\\\\]target|jnr|jffi|asm|jspecify).*");
  private static final long SECONDS = 60;

  @TempDir Path folder;

  private final String path = libraries();

  @BeforeEach
  void writeTheApplication() throws Exception {
    Path source = Files.createDirectories(folder.resolve("src/app"));
    Files.writeString(
        source.resolve("Main.java"),
        """
        package app;

        import io.github.jlvs.healthcheck.VirtualServer;
        import io.github.jlvs.healthcheck.ServiceAddress;
        import io.github.jlvs.ipvs.ServiceId;
        import io.github.jlvs.ipvs.Table;
        import io.github.jlvs.ipvs.VirtualService;
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
    compile("-cp", path);

    assertThat(java("-cp", folder.resolve("classes") + File.pathSeparator + path, "app.Main"))
        .endsWith("51 [10.1.80.90]:tcp:80\nlo\nclass path\n")
        .startsWith("-A -t 10.1.80.90:80 -s wrr\n");
  }

  @Test
  void itRunsOnTheModulePath() throws Exception {
    Files.writeString(
        folder.resolve("src/module-info.java"),
        """
        module app {
          requires io.github.jlvs.netlink;
          requires io.github.jlvs.ipvs;
          requires io.github.jlvs.vrrp;
          requires io.github.jlvs.healthcheck;
        }
        """);
    compile("--module-path", path);

    assertThat(
            java(
                "--module-path",
                folder.resolve("classes") + File.pathSeparator + path,
                "--module",
                "app/app.Main"))
        .endsWith("lo\nmodules\n");
  }

  @Test
  void itsTestsHaveTheFakeKernelsOnTheModulePath() throws Exception {
    Files.writeString(
        folder.resolve("src/module-info.java"),
        """
        module app {
          requires io.github.jlvs.ipvs;
          requires io.github.jlvs.netlink.fake;
          requires io.github.jlvs.ipvs.fake;
        }
        """);
    Files.writeString(
        folder.resolve("src/app/Main.java"),
        """
        package app;

        import io.github.jlvs.ipvs.Ipvs;
        import io.github.jlvs.ipvs.Scope;
        import io.github.jlvs.ipvs.ServiceId;
        import io.github.jlvs.ipvs.Table;
        import io.github.jlvs.ipvs.VirtualService;
        import io.github.jlvs.ipvs.fake.FakeIpvsKernel;

        public final class Main {
          public static void main(String[] arguments) {
            FakeIpvsKernel kernel = new FakeIpvsKernel();
            try (Ipvs ipvs = kernel.open()) {
              Table desired =
                  Table.of(
                      Table.Entry.of(VirtualService.of(ServiceId.tcp("10.1.80.90", 80), "wrr")));
              ipvs.reconcile(desired, Scope.everything());
              System.out.println(ipvs.snapshot().table().equals(desired));
            }
            System.out.println(kernel.getClass().getModule().getName());
          }
        }
        """);
    assertThat(fakeKernels()).as("the tests artifacts, which mvn package makes").isNotEmpty();
    String all = path + File.pathSeparator + fakeKernels();
    compile("--module-path", all);

    assertThat(
            java(
                "--module-path",
                folder.resolve("classes") + File.pathSeparator + all,
                "--module",
                "app/app.Main"))
        .isEqualTo("true\nio.github.jlvs.ipvs.fake\n");
  }

  private void compile(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--release", "17", "-d", folder.resolve("classes").toString()));
    try (var files = Files.walk(folder.resolve("src"))) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(f -> arguments.add(f + ""));
    }
    StringWriter messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, null);
    List<String> sources = arguments.stream().filter(a -> a.endsWith(".java")).toList();
    List<String> flags = arguments.stream().filter(a -> !a.endsWith(".java")).toList();
    boolean done =
        compiler
            .getTask(
                messages,
                manager,
                null,
                flags,
                null,
                manager.getJavaFileObjectsFromStrings(sources))
            .call();
    assertThat(done).as(messages.toString()).isTrue();
  }

  private String java(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return output;
  }

  private static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static String libraries() {
    return String.join(
        File.pathSeparator,
        classPath().stream()
            .filter(entry -> LIBRARIES.matcher(entry).matches())
            .filter(entry -> !entry.contains("unixsocket") && !entry.contains("test-classes"))
            .filter(entry -> !entry.endsWith("-tests.jar"))
            .toList());
  }

  private static String fakeKernels() {
    return String.join(
        File.pathSeparator,
        classPath().stream()
            .filter(entry -> entry.contains("jlvs-netlink") || entry.contains("jlvs-ipvs"))
            .filter(entry -> entry.endsWith("-tests.jar"))
            .toList());
  }
}
