// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a host needs to be this real server again after a reboot.
 *
 * @param command the absolute path of jlvs-rs
 * @param vips the virtual addresses
 * @param forwarding how their packets come
 * @param directors with masquerading, through whom answers leave
 */
public record Installation(
    String command, List<Vip> vips, Forwarding forwarding, List<Vip> directors) {
  /** The unit of systemd. */
  public static final String UNIT = "jlvs-rs.service";

  /** Where that unit is. */
  public static final String UNIT_PATH = "etc/systemd/system/" + UNIT;

  private static final int DELETE = 0x7f;
  private static final String REFUSED = "\"'\\";
  private static final String NETWORK_MANAGER_PATH = "etc/NetworkManager/conf.d/90-jlvs-rs.conf";
  private static final String NETWORKD_PATH = "etc/systemd/network/10-jlvs-rs.network";

  private static final String EARLY =
      """
      # After whatever sets kernel parameters and configures interfaces, and stopped before it.
      After=systemd-sysctl.service network.target""";

  /** The default route may come late: by DHCP, or a router's advertisement. */
  private static final String LATE =
      """
      Wants=network-online.target
      After=network-online.target""";

  /** All files that there may be. */
  public static final List<String> PATHS = List.of(UNIT_PATH, NETWORK_MANAGER_PATH, NETWORKD_PATH);

  /**
   * A file to be written.
   *
   * @param path below the root directory
   * @param reader the command that has it read now; empty where install sees to that
   */
  public record PlannedFile(String path, String text, Optional<String> reader) {}

  /** Who configures the network of a host. */
  public enum Configurator {
    NETWORK_MANAGER,
    NETWORKD
  }

  public Installation {
    if (!command.startsWith("/")) {
      throw new IllegalArgumentException("'" + command + "' is no absolute path");
    }
    if (!command.chars().allMatch(each -> each >= ' ' && each < DELETE)) {
      throw new IllegalArgumentException(
          "the path of --command has a character that is not printable ASCII: a unit would name"
              + " another file; give it a link with a plain name");
    }
    if (command.chars().anyMatch(each -> REFUSED.indexOf(each) >= 0)) {
      throw new IllegalArgumentException(
          "the path of --command has a quotation mark or a backslash: systemd runs no such program;"
              + " give it a link with a plain name");
    }
    vips = List.copyOf(new LinkedHashSet<>(vips));
    directors = List.copyOf(new LinkedHashSet<>(directors));
  }

  /** The files, the unit first. */
  public List<PlannedFile> files(Set<Configurator> installed) {
    List<PlannedFile> files = new ArrayList<>();
    files.add(new PlannedFile(UNIT_PATH, unit(), Optional.empty()));
    Set<String> devices = devices();
    if (!devices.isEmpty() && installed.contains(Configurator.NETWORK_MANAGER)) {
      // No reload: it would take down what a connection of its own is up on, and remove all
      // addresses.
      files.add(
          new PlannedFile(
              NETWORK_MANAGER_PATH,
              networkManager(devices),
              Optional.of("systemctl restart NetworkManager")));
    }
    if (!devices.isEmpty() && installed.contains(Configurator.NETWORKD)) {
      files.add(
          new PlannedFile(NETWORKD_PATH, networkd(devices), Optional.of("networkctl reload")));
    }
    return files;
  }

  private Set<String> devices() {
    Set<String> devices = new LinkedHashSet<>();
    if (forwarding != Forwarding.MASQUERADING) {
      vips.forEach(vip -> devices.add(Device.of(forwarding, vip).text()));
    }
    return devices;
  }

  /** The words behind {@code start}. */
  private String arguments() {
    StringBuilder text = new StringBuilder();
    if (forwarding != Forwarding.DIRECT) {
      text.append(" --forwarding ").append(forwarding.text());
    }
    directors.forEach(each -> text.append(" --director ").append(each));
    return text.append(addresses()).toString();
  }

  private String addresses() {
    return vips.stream().map(each -> " --vip " + each).collect(Collectors.joining());
  }

  private String unit() {
    boolean masquerading = forwarding == Forwarding.MASQUERADING;
    String stop = "ExecStop=" + quoted(command) + " stop" + addresses();
    return """
        [Unit]
        Description=Real server of LVS (%1$s)
        %2$s

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart=%3$s
        ExecReload=%3$s
        %4$s
        # The record lies here, and outlives the unit.
        RuntimeDirectory=jlvs
        RuntimeDirectoryPreserve=yes

        # It changes addresses, routes, tunnels and kernel parameters of the network, and nothing else.
        CapabilityBoundingSet=CAP_NET_ADMIN
        NoNewPrivileges=yes
        PrivateTmp=yes
        ProtectHome=read-only
        ProtectSystem=strict
        # The Java runtime tries out the other three when it starts.
        RestrictAddressFamilies=AF_NETLINK AF_INET AF_INET6 AF_UNIX

        [Install]
        WantedBy=multi-user.target
        """
        .formatted(
            forwarding.text(),
            masquerading ? LATE : EARLY,
            quoted(command) + " start" + arguments(),
            masquerading ? "" : stop + "\n");
  }

  /**
   * For systemd: no specifier, and one word in spite of spaces. In the path of a program it looks
   * for no variables, so a dollar sign stands for itself.
   */
  private static String quoted(String path) {
    String text = path.replace("%", "%%");
    return text.contains(" ") ? "\"" + text + "\"" : text;
  }

  private static String networkManager(Set<String> devices) {
    String list =
        devices.stream().map(each -> "interface-name:" + each).collect(Collectors.joining(";"));
    return """
        # A connection of NetworkManager on these would remove addresses that are not its own.
        [keyfile]
        unmanaged-devices+=%s
        """
        .formatted(list);
  }

  private static String networkd(Set<String> devices) {
    return """
        # The first file that matches counts: none that matches every interface takes these, and none
        # of their addresses is removed as foreign.
        [Match]
        Name=%s

        [Link]
        Unmanaged=yes
        """
        .formatted(String.join(" ", devices));
  }
}
