// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.Ipvlan;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.UpperInterface;
import io.github.jlvs.vrrp.linux.VirtualMac;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which settings of a virtual router have changed. */
final class InstanceWords {
  private InstanceWords() {}

  static List<String> changed(VrrpInstance before, VrrpInstance after) {
    Settings<VrrpInstance> settings = new Settings<>(before, after);
    place(settings, VrrpInstance::setup);
    protocol(settings, instance -> instance.setup().config());
    belongings(settings, VrrpInstance::setup);
    settings.compare("state", VrrpInstance::initialState);
    return NotifyWords.compare(settings, VrrpInstance::notifyScripts, VrrpInstance::alerts)
        .changed();
  }

  private static void place(Settings<VrrpInstance> all, Function<VrrpInstance, RouterSetup> of) {
    all.compare("interface", of.andThen(RouterSetup::interfaceName))
        .compare("use_vmac", of.andThen(InstanceWords::virtualMac))
        .compare("use_vmac_addr", of.andThen(RouterSetup::virtualMacs))
        .compare("use_ipvlan", of.andThen(InstanceWords::ipvlan))
        .compare("garp_extra_if", of.andThen(RouterSetup::refreshed))
        .compare("vmac_xmit_base", of.andThen(InstanceWords::transmitsOnBase))
        .compare("virtual_router_id", of.andThen(setup -> setup.config().vrid()))
        .compare("unicast_peer or mcast_dst_ip", of.andThen(RouterSetup::transport))
        .compare("auth_hmac", of.andThen(RouterSetup::hmac))
        .compare("unicast_src_ip or mcast_src_ip", of.andThen(RouterSetup::source))
        .compare("track_src_ip", of.andThen(setup -> setup.socketUse().trackSource()))
        .compare("kernel_rx_buf_size", of.andThen(setup -> setup.socketUse().receiveBuffer()));
  }

  /** The interface, however advertisements leave. */
  private static Optional<VirtualMac> virtualMac(RouterSetup setup) {
    return setup.virtualMac().map(mac -> mac.withTransmitOnBase(false));
  }

  private static Optional<UpperInterface> ipvlan(RouterSetup setup) {
    return setup.upper().filter(Ipvlan.class::isInstance);
  }

  private static boolean transmitsOnBase(RouterSetup setup) {
    return setup.virtualMac().map(VirtualMac::transmitOnBase).orElse(false);
  }

  private static void protocol(
      Settings<VrrpInstance> all, Function<VrrpInstance, VirtualRouterConfig> of) {
    all.compare("priority", of.andThen(VirtualRouterConfig::priority))
        .compare("advert_int", of.andThen(VirtualRouterConfig::interval))
        .compare("version", of.andThen(config -> config.protocol().version()))
        .compare("native_ipv6", of.andThen(config -> config.protocol().family()))
        .compare("v3_checksum_as_v2", of.andThen(InstanceWords::checksum))
        .compare("authentication", of.andThen(VirtualRouterConfig::authentication))
        .compare("skip_check_adv_addr", of.andThen(InstanceWords::refusesOtherAddresses))
        .compare("nopreempt", of.andThen(VirtualRouterConfig::preempt))
        .compare("preempt_delay", of.andThen(VirtualRouterConfig::preemptDelay))
        .compare("timer_expired_backup", of.andThen(VirtualRouterConfig::highestOther))
        .compare("down_timer_adverts", of.andThen(VirtualRouterConfig::downTimerAdverts))
        .compare("accept", of.andThen(VirtualRouterConfig::acceptMode))
        .compare("lower_prio_no_advert", of.andThen(VirtualRouterConfig::answerLowerPriority))
        .compare(
            "higher_prio_send_advert", of.andThen(VirtualRouterConfig::advertiseBeforeYielding))
        .compare("owner_ignore_adverts", of.andThen(VirtualRouterConfig::ignoresAsOwner))
        .compare("garp_*", of.andThen(VirtualRouterConfig::gratuitousArp));
  }

  private static Optional<Protocol.Checksum> checksum(VirtualRouterConfig config) {
    return config.protocol() instanceof Protocol.V3 version3
        ? Optional.of(version3.checksum())
        : Optional.empty();
  }

  /** Of VRRPv3 alone: from version 2 to 3 it is no change of this. */
  private static boolean refusesOtherAddresses(VirtualRouterConfig config) {
    return config.protocol() instanceof Protocol.V3 && config.requireSameAddresses();
  }

  private static void belongings(
      Settings<VrrpInstance> all, Function<VrrpInstance, RouterSetup> of) {
    all.compare("virtual_ipaddress", of.andThen(RouterSetup::addresses))
        .compare("virtual_ipaddress_excluded", of.andThen(RouterSetup::excluded))
        .compare("virtual_routes", of.andThen(RouterSetup::routes))
        .compare("virtual_rules", of.andThen(RouterSetup::rules))
        .compare("dont_track_primary", of.andThen(RouterSetup::trackInterface))
        .compare("track_interface", of.andThen(RouterSetup::trackedInterfaces))
        .compare("track_script, track_file or track_process", of.andThen(RouterSetup::tracked))
        .compare("promote_secondaries", of.andThen(RouterSetup::promoteSecondaries));
  }
}
