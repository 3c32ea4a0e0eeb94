// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.ManagedInterface;
import io.github.jlvs.doctor.seen.ManagedInterface.Keeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which interfaces systemd-networkd and NetworkManager configure, by the files of state that they
 * keep for each interface's index, and networkd's files (systemd.network(5)).
 */
final class NetworkManagers {
  private static final Path NETWORKD = Path.of("/run/systemd/netif/links");
  private static final Path NETWORK_MANAGER = Path.of("/run/NetworkManager/devices");
  private static final List<Path> DIRECTORIES =
      List.of(
          Path.of("/etc/systemd/network"),
          Path.of("/run/systemd/network"),
          Path.of("/usr/local/lib/systemd/network"),
          Path.of("/usr/lib/systemd/network"));
  private static final List<String> KEEPING = List.of("yes", "true", "on", "1", "static");

  private NetworkManagers() {}

  static List<ManagedInterface> take(List<Interface> interfaces) {
    List<ManagedInterface> found = new ArrayList<>();
    for (Interface each : interfaces) {
      networkd(each).ifPresent(found::add);
      networkManager(each).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<ManagedInterface> networkd(Interface link) {
    List<String> state = lines(NETWORKD.resolve(String.valueOf(link.index())));
    return last(state, "NETWORK_FILE")
        .filter(file -> !last(state, "ADMIN_STATE").orElse("").equals("unmanaged"))
        .map(
            file -> new ManagedInterface(link.name(), Keeper.NETWORKD, file, keeps(Path.of(file))));
  }

  /** The last assignment counts, and drop-ins are read after the file, by their names' order. */
  private static boolean keeps(Path file) {
    List<String> all = new ArrayList<>(lines(file));
    for (Path dropIn : dropIns(file.getFileName() + ".d")) {
      all.addAll(lines(dropIn));
    }
    return last(all, "KeepConfiguration").filter(KEEPING::contains).isPresent();
  }

  private static List<Path> dropIns(String directory) {
    List<Path> found = new ArrayList<>();
    for (Path each : DIRECTORIES) {
      try (Stream<Path> files = Files.list(each.resolve(directory))) {
        files
            .filter(file -> file.toString().endsWith(".conf"))
            .filter(file -> found.stream().noneMatch(it -> isNamed(it, file.getFileName())))
            .forEach(found::add);
      } catch (IOException none) {
        // There is no such directory.
      }
    }
    found.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
    return found;
  }

  private static boolean isNamed(Path file, Path name) {
    return name.equals(file.getFileName());
  }

  private static Optional<ManagedInterface> networkManager(Interface link) {
    Path file = NETWORK_MANAGER.resolve(String.valueOf(link.index()));
    return last(lines(file), "managed")
        .filter("true"::equals)
        .map(
            managed ->
                new ManagedInterface(link.name(), Keeper.NETWORK_MANAGER, file.toString(), false));
  }

  private static Optional<String> last(List<String> lines, String name) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .filter(rest -> rest.startsWith("="))
        .map(rest -> rest.substring(1).strip())
        .reduce((before, now) -> now);
  }

  /** A manager that does not run has no such file. */
  private static List<String> lines(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException absent) {
      return List.of();
    }
  }
}
