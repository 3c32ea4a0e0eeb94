// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Kernel;
import io.github.jlvs.doctor.seen.Listener;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Privilege;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.vrrp.Advertisement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the kernel has and lets this process do, read from /proc. */
final class KernelSight {
  private static final Path NET = Path.of("/proc/net");
  private static final IpProtocol VRRP = new IpProtocol(Advertisement.IP_PROTOCOL);
  private static final List<Capability> OF_A_DIRECTOR =
      List.of(Capability.NET_ADMIN, Capability.NET_RAW);

  private KernelSight() {}

  /** Asking for the family of IPVS would make the kernel load its module; a file does not. */
  static Kernel take() {
    Privilege privilege = Privilege.ofThisThread();
    return new Kernel(
        Files.exists(NET.resolve("ip_vs")),
        privilege.root(),
        ModulesSight.take(),
        privilege.missing(OF_A_DIRECTOR));
  }

  static Sight<List<Listener>> listeners() {
    Map<String, IpProtocol> files = new LinkedHashMap<>();
    files.put("tcp", IpProtocol.TCP);
    files.put("tcp6", IpProtocol.TCP);
    files.put("udp", IpProtocol.UDP);
    files.put("udp6", IpProtocol.UDP);
    files.put("raw", VRRP);
    files.put("raw6", VRRP);
    List<Listener> found = new ArrayList<>();
    for (Map.Entry<String, IpProtocol> each : files.entrySet()) {
      try {
        String text = Files.readString(NET.resolve(each.getKey()), StandardCharsets.US_ASCII);
        found.addAll(Listener.parse(each.getValue(), text));
      } catch (NoSuchFileException withoutIpv6) {
        // This kernel has no such sockets.
      } catch (IOException e) {
        return new Sight.Missed<>(
            "/proc/net/" + each.getKey() + " cannot be read: " + e.getMessage());
      }
    }
    return new Sight.Taken<>(found);
  }
}
