// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.Quoted;
import java.util.Locale;
import java.util.Objects;

/** How packets reach a destination ({@code IP_VS_CONN_F_*} under {@code FWD_MASK}): an open set. */
public sealed interface Forwarding {
  /** Network address translation; replies come back through the director. */
  Forwarding MASQUERADE = new Method(0);

  /** The director itself. The kernel chooses it; nobody need ask for it. */
  Forwarding LOCAL = new Method(1);

  /** Direct routing: the same packet to the server's MAC address. */
  Forwarding DIRECT_ROUTE = new Method(3);

  /** Around the cache, straight to where the packet goes. Seen in connections alone. */
  Forwarding BYPASS = new Method(4);

  /** A tunnel, IP in IP. */
  Forwarding IPIP = new Tunnel(Encapsulation.IPIP);

  /**
   * The kernel's number of the method.
   *
   * @return 0..7
   */
  int code();

  /**
   * A method without options of its own.
   *
   * @param code the kernel's number, 0..7 but 2
   */
  record Method(int code) implements Forwarding {
    public Method {
      Require.range("forwarding method", code, 0, 7);
      if (code == 2) {
        throw new IllegalArgumentException("forwarding method 2 is a Tunnel");
      }
    }

    @Override
    public String toString() {
      return switch (code) {
        case 0 -> "Masq";
        case 1 -> "Local";
        case 3 -> "Route";
        case 4 -> "Bypass";
        default -> "method-" + code;
      };
    }
  }

  /**
   * A tunnel to the server, which may be of another address family than the service.
   *
   * @param encapsulation how packets are wrapped
   */
  record Tunnel(Encapsulation encapsulation) implements Forwarding {
    public Tunnel {
      Objects.requireNonNull(encapsulation, "encapsulation");
    }

    @Override
    public int code() {
      return 2;
    }

    @Override
    public String toString() {
      return "Tunnel";
    }
  }

  /**
   * The method of a name: one of ipvsadm's lists, of its options, or of keepalived's {@code
   * lvs_method}.
   *
   * @param text {@code masq}, {@code masquerading} or {@code nat}; {@code route}, {@code
   *     gatewaying} or {@code dr}; {@code tunnel}, {@code ipip} or {@code tun}, which is IP in IP;
   *     in letters of any case
   * @return the method
   * @throws IllegalArgumentException where it is none of these
   */
  static Forwarding parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "masq", "masquerading", "nat" -> MASQUERADE;
      case "route", "gatewaying", "dr" -> DIRECT_ROUTE;
      case "tunnel", "ipip", "tun" -> IPIP;
      default ->
          throw new IllegalArgumentException(
              "not a forwarding method (masq, nat, route, dr, tunnel, ipip, tun): "
                  + Quoted.quote(text));
    };
  }

  /**
   * The method with a number.
   *
   * @param code the kernel's number, 0..7
   * @param encapsulation used where the number is the tunnel's
   * @return the method
   */
  static Forwarding of(int code, Encapsulation encapsulation) {
    return switch (code) {
      case 0 -> MASQUERADE;
      case 2 -> encapsulation == Encapsulation.IPIP ? IPIP : new Tunnel(encapsulation);
      case 3 -> DIRECT_ROUTE;
      default -> new Method(code);
    };
  }
}
