// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Objects;
import java.util.Optional;

/**
 * How a packet is wrapped on its way to a destination in tunnel mode. Kernels before 5.2 know IP in
 * IP alone (and ignore a request for more), kernels before 5.3 no GRE.
 */
public sealed interface Encapsulation {
  /** IP in IP. */
  Encapsulation IPIP = new Ipip();

  /**
   * The kernel's number of the type ({@code IP_VS_CONN_F_TUNNEL_TYPE_*}).
   *
   * @return 0..255
   */
  int type();

  /**
   * The type's name.
   *
   * @return {@code ipip}, {@code gue}, {@code gre}; {@code type-N} for another
   */
  String name();

  /**
   * The UDP port on the destination.
   *
   * @return 1..65535, or 0 where the type has none
   */
  int port();

  /**
   * The checksum flags.
   *
   * @return the flags; {@link TunnelFlags#NO_CHECKSUM} where the type has none
   */
  TunnelFlags flags();

  /** IP in IP. */
  record Ipip() implements Encapsulation {
    @Override
    public int type() {
      return 0;
    }

    @Override
    public int port() {
      return 0;
    }

    @Override
    public TunnelFlags flags() {
      return TunnelFlags.NO_CHECKSUM;
    }

    @Override
    public String name() {
      return "ipip";
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /**
   * Generic UDP encapsulation.
   *
   * @param port the UDP port on the destination, 0..65535; the kernel answers EINVAL to 0
   * @param flags the checksum flags
   */
  record Gue(int port, TunnelFlags flags) implements Encapsulation {
    public Gue {
      Objects.requireNonNull(flags, "flags");
      Require.port("tunnel port", port);
    }

    @Override
    public int type() {
      return 1;
    }

    @Override
    public String name() {
      return "gue";
    }

    @Override
    public String toString() {
      return name() + ":" + port + ":" + flags;
    }
  }

  /**
   * Generic routing encapsulation.
   *
   * @param flags the checksum flags
   */
  record Gre(TunnelFlags flags) implements Encapsulation {
    public Gre {
      Objects.requireNonNull(flags, "flags");
    }

    @Override
    public int type() {
      return 2;
    }

    @Override
    public int port() {
      return 0;
    }

    @Override
    public String name() {
      return "gre";
    }

    @Override
    public String toString() {
      return name() + ":" + flags;
    }
  }

  /**
   * A type, or a combination, that this version does not know; what it knows has its own form, so
   * that equal tunnels are equal.
   *
   * @param type 0..255
   * @param port 0..65535
   * @param flags the flags
   */
  record Other(int type, int port, TunnelFlags flags) implements Encapsulation {
    /** Checks the ranges, and that it has no form of its own. */
    public Other {
      Objects.requireNonNull(flags, "flags");
      Require.range("tunnel type", type, 0, 255);
      Require.port("tunnel port", port);
      known(type, port, flags)
          .ifPresent(
              known -> {
                throw new IllegalArgumentException(
                    "tunnel type " + type + " with port " + port + " is " + known);
              });
    }

    @Override
    public String name() {
      return "type-" + type;
    }

    @Override
    public String toString() {
      return name() + ":" + port + ":" + flags;
    }
  }

  /**
   * The encapsulation with these three values.
   *
   * @param type the kernel's number, 0..255
   * @param port 0..65535
   * @param flags the flags
   * @return the known form where there is one, {@link Other} where not
   */
  static Encapsulation of(int type, int port, TunnelFlags flags) {
    return known(type, port, flags).orElseGet(() -> new Other(type, port, flags));
  }

  private static Optional<Encapsulation> known(int type, int port, TunnelFlags flags) {
    if (type == 0 && port == 0 && flags.bits() == 0) {
      return Optional.of(IPIP);
    }
    if (type == 1) {
      return Optional.of(new Gue(port, flags));
    }
    return type == 2 && port == 0 ? Optional.of(new Gre(flags)) : Optional.empty();
  }
}
