// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static io.github.jlvs.jkeepalived.dump.DumpWords.enabled;
import static io.github.jlvs.jkeepalived.dump.DumpWords.seconds;

import io.github.jlvs.keepalived.conf.model.Fifo;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import io.github.jlvs.keepalived.conf.model.LvsDefs.FlushOnStop;
import io.github.jlvs.keepalived.conf.model.MailSettings;
import io.github.jlvs.keepalived.conf.model.RouterDefaults;
import io.github.jlvs.net.IpAddresses;

/** The section of {@code global_defs}, which all files of the state begin with. */
final class GlobalText {
  private final GlobalDefs global;
  private final String hostName;

  GlobalText(GlobalDefs global, String hostName) {
    this.global = global;
    this.hostName = hostName;
  }

  void write(DumpText text) {
    text.section("Global definitions");
    value(text, "Router ID", global.routerId().orElse(hostName));
    global.alerts().mail().ifPresent(mail -> mail(text, mail));
    value(text, "LVS flush", global.lvs().flush());
    value(
        text,
        "LVS flush on stop",
        global.lvs().flushOnStop() == FlushOnStop.CONFIGURED ? "disabled" : "full");
    global.fifos().forEach(fifo -> fifo(text, fifo));
    routers(text, global.routers());
    text.head("Script security " + enabled(global.scriptSecurity()));
  }

  private void mail(DumpText text, MailSettings mail) {
    value(text, "Smtp server", mail.server().host());
    value(text, "Smtp server port", mail.server().port());
    value(text, "Smtp HELO name", mail.server().helloName().orElse(hostName));
    value(text, "Smtp server connection timeout", mail.server().timeout().toSeconds());
    mail.sender().ifPresent(sender -> value(text, "Email notification from", sender));
    text.head("Email notification to:");
    mail.recipients().forEach(text::row);
  }

  private static void fifo(DumpText text, Fifo fifo) {
    String of = fifo.ofRouters() && fifo.ofServers() ? "Global" : fifo.ofRouters() ? "VRRP" : "LVS";
    value(text, of + " notify fifo", fifo.path());
  }

  private static void routers(DumpText text, RouterDefaults routers) {
    value(text, "FIFO write vrrp states on reload", routers.tellStatesOnReload());
    value(text, "VRRP notify priority changes", routers.tellPriorities());
    value(text, "VRRP IPv4 mcast group", IpAddresses.format(routers.multicastGroup()));
    value(text, "VRRP IPv6 mcast group", IpAddresses.format(routers.multicastGroup6()));
    RouterText.announcing(
        routers.gratuitousArp(),
        "Gratuitous ARP refresh timer",
        (label, value) -> value(text, label, value));
    value(text, "Num adverts before down", routers.downTimerAdverts());
    value(text, "Send advert after receive lower priority advert", routers.answerLowerPriority());
    value(
        text,
        "Send advert after receive higher priority advert",
        routers.advertiseBeforeYielding());
    if (routers.ignoreAsOwner()) {
      value(text, "Owner ignores adverts", true);
    }
    value(text, "Gratuitous ARP interval", seconds(routers.pace().arp()));
    value(text, "Gratuitous NA interval", seconds(routers.pace().neighbour()));
    value(text, "VRRP default protocol version", routers.version());
    value(text, "VRRP check unicast_src", routers.checkUnicastSource());
    value(text, "VRRP skip check advert addresses", false);
    value(text, "VRRP strict mode", routers.strict());
  }

  private static void value(DumpText text, String label, Object value) {
    text.head(label + " = " + value);
  }
}
