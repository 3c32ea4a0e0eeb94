// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import java.util.Optional;

/** The options of ipvsadm's rules: names, and whether a value follows. */
enum RuleOption {
  ADD_SERVICE("-A", "--add-service", Value.NONE),
  EDIT_SERVICE("-E", "--edit-service", Value.NONE),
  DELETE_SERVICE("-D", "--delete-service", Value.NONE),
  ADD_SERVER("-a", "--add-server", Value.NONE),
  EDIT_SERVER("-e", "--edit-server", Value.NONE),
  DELETE_SERVER("-d", "--delete-server", Value.NONE),
  CLEAR("-C", "--clear", Value.NONE),
  ZERO("-Z", "--zero", Value.NONE),
  TCP("-t", "--tcp-service", Value.NEEDED),
  UDP("-u", "--udp-service", Value.NEEDED),
  SCTP("", "--sctp-service", Value.NEEDED),
  MARK("-f", "--fwmark-service", Value.NEEDED),
  IPV6("-6", "--ipv6", Value.NONE),
  SCHEDULER("-s", "--scheduler", Value.NEEDED),
  PERSISTENT("-p", "--persistent", Value.POSSIBLE),
  NETMASK("-M", "--netmask", Value.NEEDED),
  ENGINE("", "--pe", Value.NEEDED),
  FLAGS("-b", "--sched-flags", Value.NEEDED),
  ONE_PACKET("-o", "--ops", Value.NONE),
  SERVER("-r", "--real-server", Value.NEEDED),
  GATEWAY("-g", "--gatewaying", Value.NONE),
  TUNNEL("-i", "--ipip", Value.NONE),
  MASQUERADE("-m", "--masquerading", Value.NONE),
  WEIGHT("-w", "--weight", Value.NEEDED),
  UPPER("-x", "--u-threshold", Value.NEEDED),
  LOWER("-y", "--l-threshold", Value.NEEDED),
  TUNNEL_TYPE("", "--tun-type", Value.NEEDED),
  TUNNEL_PORT("", "--tun-port", Value.NEEDED),
  NO_CHECKSUM("", "--tun-nocsum", Value.NONE),
  CHECKSUM("", "--tun-csum", Value.NONE),
  REMOTE_CHECKSUM("", "--tun-remcsum", Value.NONE);

  /** Whether a value follows the name. */
  enum Value {
    NONE,
    NEEDED,
    POSSIBLE
  }

  private final String shortName;
  private final String longName;
  private final Value value;

  RuleOption(String shortName, String longName, Value value) {
    this.shortName = shortName;
    this.longName = longName;
    this.value = value;
  }

  Value value() {
    return value;
  }

  boolean isCommand() {
    return ordinal() <= ZERO.ordinal();
  }

  static Optional<RuleOption> named(String name) {
    for (RuleOption option : values()) {
      if (name.equals(option.longName) || name.equals(option.shortName)) {
        return name.isEmpty() ? Optional.empty() : Optional.of(option);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return shortName.isEmpty() ? longName : shortName;
  }
}
