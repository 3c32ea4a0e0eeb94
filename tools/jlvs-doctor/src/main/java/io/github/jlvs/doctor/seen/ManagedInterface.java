// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

/**
 * An interface that a network manager of this host configures.
 *
 * @param interfaceName which
 * @param keeper whose it is
 * @param file what says so
 * @param keepsAddresses whether addresses stay that the manager has not set itself
 */
public record ManagedInterface(
    String interfaceName, Keeper keeper, String file, boolean keepsAddresses) {
  /** A network manager. */
  public enum Keeper {
    NETWORKD("systemd-networkd"),
    NETWORK_MANAGER("NetworkManager");

    private final String text;

    Keeper(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
