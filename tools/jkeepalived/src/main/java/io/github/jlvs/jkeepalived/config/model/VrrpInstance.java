// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A virtual router (VRRP version 2, RFC 3768).
 *
 * @param name its name in logs and notifications
 * @param initialState what it expects to be
 * @param interfaceName where it speaks VRRP
 * @param virtualRouterId 1 to 255
 * @param priority 1 to 255; 255 is the owner of the addresses
 * @param advertisementInterval a whole number of seconds, 1 to 255
 * @param authentication the simple password, if any
 * @param addresses the addresses that advertisements name, at most 255
 * @param excludedAddresses the addresses that the master carries too and advertisements leave out
 * @param unicastPeers where advertisements go instead of the multicast group, if not empty
 * @param sourceAddress what advertisements come from: {@code unicast_src_ip} or {@code
 *     mcast_src_ip}; the daemon takes the interface's first address if there is none
 * @param multicastGroup where advertisements go without unicast peers
 * @param preempt whether it takes over from a master of lower priority
 * @param preemptDelay how long it waits with that after its start; 0 to 1000 seconds
 * @param garp how it makes its addresses known
 * @param downTimerAdvertisements how many missed advertisements make a master dead, 1 to 100
 * @param lowerPriorityNoAdvertisement whether it stays silent on hearing a lower master
 * @param higherPrioritySendAdvertisement whether it sends one more advertisement on hearing a
 *     higher master, before it becomes backup
 * @param checkAllAdvertisements whether the addresses in each advertisement are compared, and not
 *     only in the first of a master
 * @param trackInterfaces what else must be up
 * @param trackPrimary whether the loss of its own interface is a fault
 * @param notifyScripts what runs when it changes state
 */
public record VrrpInstance(
    String name,
    InitialState initialState,
    String interfaceName,
    int virtualRouterId,
    int priority,
    Duration advertisementInterval,
    Optional<Password> authentication,
    List<VirtualAddress> addresses,
    List<VirtualAddress> excludedAddresses,
    List<InetAddress> unicastPeers,
    Optional<InetAddress> sourceAddress,
    InetAddress multicastGroup,
    boolean preempt,
    Duration preemptDelay,
    GratuitousArp garp,
    int downTimerAdvertisements,
    boolean lowerPriorityNoAdvertisement,
    boolean higherPrioritySendAdvertisement,
    boolean checkAllAdvertisements,
    List<TrackedInterface> trackInterfaces,
    boolean trackPrimary,
    NotifyScripts notifyScripts) {

  /** Makes the lists unmodifiable. */
  public VrrpInstance {
    addresses = List.copyOf(addresses);
    excludedAddresses = List.copyOf(excludedAddresses);
    unicastPeers = List.copyOf(unicastPeers);
    trackInterfaces = List.copyOf(trackInterfaces);
  }
}
