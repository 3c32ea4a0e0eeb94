// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.rs.plan.Forwarding;
import io.github.jlvs.rs.plan.Installation;
import io.github.jlvs.rs.plan.Installation.Configurator;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.Vip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that survive a reboot, below a directory that is thrown away. */
class InstallerTest {
  private static final Vip VIP = Vip.parse("10.1.80.90");
  private static final Vip SIX = Vip.parse("2001:db8::90");
  private static final Installation DIRECT =
      new Installation("/opt/jlvs/tools/bin/jlvs-rs", List.of(VIP), Forwarding.DIRECT, List.of());
  private static final Installation TUNNEL =
      new Installation("/opt/my %i$b/jlvs-rs", List.of(VIP, SIX), Forwarding.TUNNEL, List.of());
  private static final Installation MASQUERADING =
      new Installation(
          "/usr/bin/jlvs-rs", List.of(), Forwarding.MASQUERADING, List.of(Vip.parse("10.1.80.91")));

  private final List<String> lines = new ArrayList<>();

  @TempDir private Path root = Path.of("");

  /** What is called, in order; a command that contains a certain word fails. */
  private record Recorded(List<String> commands, String failing) implements Installer.Systemd {
    @Override
    public boolean runs() {
      return true;
    }

    @Override
    public void run(List<String> command) throws IOException {
      commands.add(String.join(" ", command));
      if (command.contains(failing)) {
        throw new IOException("Access denied");
      }
    }
  }

  private Installer installer() {
    return new Installer(root, new Installer.Host(root), lines::add);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(each -> root.relativize(each).toString())
          .sorted()
          .toList();
    }
  }

  private String text(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  @Test
  void a_host_with_systemd_alone_gets_the_unit_and_nothing_else() throws IOException {
    installer().install(DIRECT);

    assertThat(files()).containsExactly("etc/systemd/system/jlvs-rs.service");
    assertThat(text(Installation.UNIT_PATH))
        .contains("ExecStart=/opt/jlvs/tools/bin/jlvs-rs start --vip 10.1.80.90\n")
        .contains("ExecStop=/opt/jlvs/tools/bin/jlvs-rs stop --vip 10.1.80.90\n")
        .contains("WantedBy=multi-user.target\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(root.resolve(Installation.UNIT_PATH))))
        .isEqualTo("rw-r--r--");
    assertThat(lines)
        .containsExactly(
            "wrote " + root.resolve(Installation.UNIT_PATH),
            "left to you: systemctl daemon-reload",
            "left to you: systemctl enable jlvs-rs.service");
  }

  @Test
  void those_who_configure_networks_are_kept_off_the_interfaces_in_use() throws IOException {
    Files.createDirectories(root.resolve("etc/NetworkManager"));
    Files.createDirectories(root.resolve("usr/lib/systemd"));
    Files.createFile(root.resolve("usr/lib/systemd/systemd-networkd"));

    installer().install(TUNNEL);

    assertThat(lines)
        .contains(
            "left to you, or to the next boot: systemctl restart NetworkManager",
            "left to you, or to the next boot: networkctl reload");
    assertThat(text("etc/NetworkManager/conf.d/90-jlvs-rs.conf"))
        .endsWith("[keyfile]\nunmanaged-devices+=interface-name:tunl0;interface-name:ip6tnl0\n");
    assertThat(text("etc/systemd/network/10-jlvs-rs.network"))
        .endsWith("[Match]\nName=tunl0 ip6tnl0\n\n[Link]\nUnmanaged=yes\n");
    assertThat(text(Installation.UNIT_PATH))
        .contains(
            "ExecStart=\"/opt/my %%i$b/jlvs-rs\" start --forwarding tunnel"
                + " --vip 10.1.80.90 --vip 2001:db8::90\n");
  }

  @Test
  void a_second_install_replaces_the_first_and_uninstall_leaves_nothing() throws IOException {
    Files.createDirectories(root.resolve("etc/NetworkManager"));
    installer().install(DIRECT);
    assertThat(files()).hasSize(2);

    installer().install(MASQUERADING);

    assertThat(files()).containsExactly(Installation.UNIT_PATH);
    assertThat(text(Installation.UNIT_PATH))
        .contains("jlvs-rs start --forwarding masquerading --director 10.1.80.91\n")
        .contains("After=network-online.target\n")
        .doesNotContain("ExecStop");
    assertThat(installer().uninstall()).isEmpty();
    assertThat(files()).isEmpty();
    assertThat(installer().uninstall()).isEmpty();
  }

  @Test
  void what_others_wrote_or_changed_is_neither_replaced_nor_removed() throws IOException {
    installer().install(DIRECT);
    Path unit = root.resolve(Installation.UNIT_PATH);
    Files.writeString(unit, text(Installation.UNIT_PATH).replace("oneshot", "simple"));
    String changed = text(Installation.UNIT_PATH);

    assertThatThrownBy(() -> installer().install(TUNNEL))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("jlvs-rs.service")
        .hasMessageContaining("nothing was changed");
    assertThat(installer().uninstall()).containsExactly(unit);
    assertThat(text(Installation.UNIT_PATH)).isEqualTo(changed);

    Files.delete(unit);
    Files.createSymbolicLink(unit, Path.of("/dev/null"));
    assertThat(installer().uninstall()).as("a masked unit").containsExactly(unit);
  }

  @Test
  void where_systemd_runs_it_is_called_before_the_unit_goes_and_after_it_came() {
    List<String> commands = new ArrayList<>();
    Installer live = new Installer(root, new Recorded(commands, "nothing"), lines::add);

    assertThat(live.preview(DIRECT)).contains("would run systemctl enable jlvs-rs.service\n");
    assertThat(commands).isEmpty();
    live.install(DIRECT);
    assertThat(live.uninstall()).isEmpty();
    assertThat(live.uninstall()).isEmpty();

    assertThat(commands)
        .containsExactly(
            "systemctl daemon-reload",
            "systemctl enable jlvs-rs.service",
            "systemctl disable jlvs-rs.service",
            "systemctl daemon-reload");
    assertThat(lines).contains("ran systemctl enable jlvs-rs.service");
  }

  @Test
  void what_systemd_refuses_is_told_with_its_own_words() {
    Installer live = new Installer(root, new Recorded(new ArrayList<>(), "enable"), lines::add);

    assertThatThrownBy(() -> live.install(DIRECT))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("'systemctl enable jlvs-rs.service' failed: Access denied");
    assertThat(root.resolve(Installation.UNIT_PATH)).exists();
  }

  @Test
  void a_command_is_run_to_its_end_and_its_failure_told() {
    Installer.Host host = new Installer.Host(Path.of("/"));

    assertThatCode(() -> host.run(List.of("true"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> host.run(List.of("sh", "-c", "echo no such unit >&2; exit 5")))
        .hasMessage("no such unit");
    assertThatThrownBy(() -> host.run(List.of("sh", "-c", "exit 5"))).hasMessage("exit status 5");
    assertThat(new Installer.Host(root).runs()).isFalse();
  }

  @Test
  void a_preview_shows_all_and_writes_nothing() throws IOException {
    assertThat(installer().preview(DIRECT))
        .contains("would write " + root.resolve(Installation.UNIT_PATH) + ":\n")
        .contains("  ExecStart=/opt/jlvs/tools/bin/jlvs-rs start --vip 10.1.80.90\n")
        .contains("left to you: systemctl enable jlvs-rs.service\n");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_preview_shows_what_would_go_and_refuses_what_install_refuses() throws IOException {
    Files.createDirectories(root.resolve("etc/NetworkManager"));
    installer().install(DIRECT);
    Path own = root.resolve("etc/NetworkManager/conf.d/90-jlvs-rs.conf");

    assertThat(installer().preview(DIRECT)).doesNotContain("would remove " + own);
    assertThat(installer().preview(MASQUERADING).lines()).contains("would remove " + own);
    assertThat(own).exists();
    Files.writeString(own, "# changed");
    assertThat(installer().preview(MASQUERADING))
        .as("install leaves it where it does not write it")
        .doesNotContain("would remove " + own);
    assertThatThrownBy(() -> installer().preview(DIRECT))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining(own + " is there, and not as 'jlvs-rs install' wrote it");
  }

  @Test
  void a_place_that_cannot_be_written_is_told_in_one_line() throws IOException {
    Files.createFile(root.resolve("etc"));

    assertThatThrownBy(() -> installer().install(DIRECT))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("cannot write " + root.resolve(Installation.UNIT_PATH));
  }

  @Test
  void only_an_absolute_path_that_systemd_takes_can_be_run_by_a_unit() {
    assertThatThrownBy(
            () -> new Installation("jlvs-rs", List.of(VIP), Forwarding.DIRECT, List.of()))
        .hasMessage("'jlvs-rs' is no absolute path");
    assertThatThrownBy(
            () ->
                new Installation(
                    "/opt/a\nExecStartPre=/bin/b", List.of(VIP), Forwarding.DIRECT, List.of()))
        .hasMessageContaining("not printable ASCII");
    for (String path : List.of("/opt/a'b", "/opt/a\"b", "/opt/a\\b")) {
      assertThatThrownBy(() -> new Installation(path, List.of(VIP), Forwarding.DIRECT, List.of()))
          .hasMessageContaining("a quotation mark or a backslash");
    }
    assertThat(DIRECT.files(Set.of(Configurator.NETWORKD))).hasSize(2);
  }
}
