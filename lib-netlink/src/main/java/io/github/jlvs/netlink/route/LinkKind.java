// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

/** What kind of virtual link to make, with what that kind needs (linux/if_link.h, ip-link(8)). */
public sealed interface LinkKind {
  /**
   * The kernel's name of the kind, as in {@link Link#kind()}.
   *
   * @return such as {@code dummy}
   */
  String name();

  /** A link that drops all it is given: a place for addresses. */
  record Dummy() implements LinkKind {
    @Override
    public String name() {
      return "dummy";
    }
  }

  /** A bridge without ports. */
  record Bridge() implements LinkKind {
    @Override
    public String name() {
      return "bridge";
    }
  }

  /** Takes IPv4 in IPv4 from anybody; asking for it loads the module ipip, which makes tunl0. */
  record Ipv4Tunnel() implements LinkKind {
    @Override
    public String name() {
      return "ipip";
    }
  }

  /**
   * Takes IPv6, or IPv4, in IPv6 from anybody; asking for it loads the module ip6_tunnel, which
   * makes ip6tnl0.
   */
  record Ipv6Tunnel() implements LinkKind {
    @Override
    public String name() {
      return "ip6tnl";
    }
  }

  /**
   * One of two links that hand each other their packets; the other is made as well.
   *
   * @param peerName the name of the other
   */
  record Veth(String peerName) implements LinkKind {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is empty or longer than 15 bytes
     */
    public Veth {
      NewLink.requireName(peerName);
    }

    @Override
    public String name() {
      return "veth";
    }
  }

  /**
   * A link with a hardware address of its own above another one, as virtual routers have.
   *
   * @param parent the index of the link below
   * @param mode who may talk to whom
   */
  record Macvlan(int parent, MacvlanMode mode) implements LinkKind {
    @Override
    public String name() {
      return "macvlan";
    }
  }

  /**
   * A link with the hardware address of the one below, which gets what is for its own addresses, in
   * mode L2.
   *
   * @param parent the index of the link below, which can have no macvlan
   * @param flags who may talk to whom: what was said last holds for all ipvlan links of one parent
   */
  record Ipvlan(int parent, IpvlanFlags flags) implements LinkKind {
    @Override
    public String name() {
      return "ipvlan";
    }
  }

  /**
   * An IEEE 802.1Q VLAN of another link.
   *
   * @param parent the index of the link below
   * @param id the VLAN, 0 to 4094
   */
  record Vlan(int parent, int id) implements LinkKind {
    /**
     * Checks the VLAN.
     *
     * @throws IllegalArgumentException if it is not between 0 and 4094
     */
    public Vlan {
      if (id < 0 || id > 4094) {
        throw new IllegalArgumentException("VLAN " + id + " is not between 0 and 4094");
      }
    }

    @Override
    public String name() {
      return "vlan";
    }
  }

  /** Who may talk to whom among the ipvlan links of one parent. */
  enum IpvlanFlags {
    /** All to each other. */
    BRIDGE(0),
    /** Nobody to another one. */
    PRIVATE(1),
    /** All through the switch outside, which sends it back. */
    VEPA(2);

    private final int code;

    IpvlanFlags(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** Who may talk to whom among the macvlan links of one parent. */
  enum MacvlanMode {
    /** Nobody to another one. */
    PRIVATE(1),
    /** All through the switch outside, which sends it back. */
    VEPA(2),
    /** All to each other. */
    BRIDGE(4),
    /** The only one; it takes the parent over. */
    PASSTHRU(8);

    private final int code;

    MacvlanMode(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
