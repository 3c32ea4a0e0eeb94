// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.net.AddressFamily;
import java.util.Optional;

/** What people and readers call a virtual server. */
public final class ServiceName {
  private static final String MARK = "fwmark ";
  private static final String GROUP = "group ";
  private static final String OF_IPV6 = " IPv6";

  private ServiceName() {}

  /** A name that no other has: a mark of one number may be there of either family. */
  public static String of(VirtualServerName name) {
    boolean ofIpv6 =
        name instanceof VirtualServerName.FirewallMark mark && mark.family() == AddressFamily.IPV6;
    return name + (ofIpv6 ? OF_IPV6 : "");
  }

  /**
   * Whether a name is meant by what a person has written: the name itself, its address and port as
   * in {@code 10.1.0.50:80}, that of a group, or what the configuration has in its place: {@code
   * fwmark 7}, {@code group WEB}. Several names may be.
   */
  public static boolean isMeant(String written, String name) {
    if (written.startsWith(MARK)) {
      String mark = "FWM " + written.substring(MARK.length());
      return name.equals(mark) || name.equals(mark + OF_IPV6);
    }
    String group = written.startsWith(GROUP) ? written.substring(GROUP.length()) : written;
    if (written.equals(name) || name.startsWith("[" + group + "]:")) {
      return true;
    }
    // With its protocol a name is one alone.
    Optional<ServerText> address =
        written.startsWith("[") && written.matches(".*:[a-z]+:.*")
            ? Optional.empty()
            : ServerText.parse(written);
    return address.isPresent()
        && ServerText.parse(name).filter(found -> address.get().covers(found)).isPresent();
  }
}
