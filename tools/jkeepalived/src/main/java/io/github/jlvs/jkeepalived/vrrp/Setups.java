// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.config.model.GlobalDefs;
import io.github.jlvs.jkeepalived.config.model.TrackedInterface;
import io.github.jlvs.jkeepalived.config.model.VrrpInstance;
import io.github.jlvs.vrrp.Authentication;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.GroupSetup;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the virtual routers are told of the configuration. */
public final class Setups {
  private Setups() {}

  /** The virtual routers, in the order of the configuration. */
  public static List<RouterSetup> routers(Configuration configuration) {
    return configuration.vrrpInstances().stream()
        .map(instance -> router(instance, configuration.global()))
        .toList();
  }

  /** The sync groups, in the order of the configuration. */
  public static List<GroupSetup> groups(Configuration configuration) {
    return configuration.vrrpSyncGroups().stream()
        .map(group -> new GroupSetup(group.name(), group.members()))
        .toList();
  }

  private static RouterSetup router(VrrpInstance instance, GlobalDefs global) {
    RouterSetup.Builder builder =
        RouterSetup.builder(instance.name(), instance.interfaceName(), config(instance))
            .transport(transport(instance))
            .addresses(addresses(instance, instance.addresses()))
            .excluded(addresses(instance, instance.excludedAddresses()))
            .arpInterval(global.garpInterval())
            .trackInterface(instance.trackPrimary())
            .trackedInterfaces(
                instance.trackInterfaces().stream()
                    .filter(tracked -> tracked.weight().isEmpty())
                    .map(TrackedInterface::name)
                    .toList())
            .interfaceWeights(weights(instance));
    Optional<InetAddress> source = instance.sourceAddress();
    return (source.isPresent() ? builder.source(source.get()) : builder).build();
  }

  private static Map<String, Integer> weights(VrrpInstance instance) {
    Map<String, Integer> weights = new HashMap<>();
    for (TrackedInterface tracked : instance.trackInterfaces()) {
      tracked.weight().ifPresent(weight -> weights.put(tracked.name(), weight));
    }
    return weights;
  }

  private static VirtualRouterConfig config(VrrpInstance instance) {
    InetAddress[] addresses =
        instance.addresses().stream().map(address -> address.address()).toArray(InetAddress[]::new);
    return VirtualRouterConfig.builder(instance.virtualRouterId(), addresses)
        .priority(instance.priority())
        .intervalSeconds((int) instance.advertisementInterval().toSeconds())
        .authentication(
            instance
                .authentication()
                .<Authentication>map(password -> SimplePassword.of(password.octets()))
                .orElse(Authentication.none()))
        .preempt(instance.preempt())
        .preemptDelay(instance.preemptDelay())
        .downTimerAdverts(instance.downTimerAdvertisements())
        .answerLowerPriority(!instance.lowerPriorityNoAdvertisement())
        .advertiseBeforeYielding(instance.higherPrioritySendAdvertisement())
        .gratuitousArp(garp(instance))
        .build();
  }

  private static GratuitousArp garp(VrrpInstance instance) {
    io.github.jlvs.jkeepalived.config.model.GratuitousArp garp = instance.garp();
    return new GratuitousArp(
        garp.repeat(),
        garp.delay(),
        garp.refresh(),
        garp.refreshRepeat(),
        garp.lowerPriorityRepeat(),
        garp.lowerPriorityDelay());
  }

  private static Transport transport(VrrpInstance instance) {
    if (instance.unicastPeers().isEmpty()) {
      return new Transport.Multicast(instance.multicastGroup());
    }
    return new Transport.Unicast(instance.unicastPeers().toArray(InetAddress[]::new));
  }

  private static List<VirtualAddress> addresses(
      VrrpInstance instance,
      List<io.github.jlvs.jkeepalived.config.model.VirtualAddress> configured) {
    return configured.stream()
        .map(
            address ->
                new VirtualAddress(
                    address.address(),
                    address.prefixLength(),
                    Optional.of(address.device())
                        .filter(device -> !device.equals(instance.interfaceName())),
                    address.label(),
                    address.scope(),
                    address.broadcast(),
                    Optional.empty(),
                    0,
                    address.tracked()))
        .toList();
  }
}
