// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.compare;

import io.github.jlvs.keepalived.conf.model.InitialState;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Two virtual routers that shall be one: what either says that the other does not expect. */
final class RouterPair {
  private static final String TWO_MASTERS =
      ": each refuses the other's advertisements, and both would be master";

  private static final String HMAC = "auth_hmac";

  private final DirectorFile ours;
  private final VrrpInstance our;
  private final DirectorFile theirs;
  private final VrrpInstance their;
  private final Diagnostics diagnostics;

  RouterPair(
      DirectorFile ours,
      VrrpInstance our,
      DirectorFile theirs,
      VrrpInstance their,
      Diagnostics diagnostics) {
    this.ours = ours;
    this.our = our;
    this.theirs = theirs;
    this.their = their;
    this.diagnostics = diagnostics;
  }

  void compare() {
    VirtualRouterConfig one = our.setup().config();
    VirtualRouterConfig other = their.setup().config();
    if (!one.protocol().isKindOf(other.protocol())) {
      error("version", "this is " + one.protocol() + " and that " + other.protocol(), TWO_MASTERS);
      return;
    }
    intervals(one, other);
    if (!one.authentication().equals(other.authentication())) {
      error("authentication", "the password here is another than that", TWO_MASTERS);
    }
    signatures();
    addresses(one, other);
    transports();
    priorities(one, other);
    if (one.preempt() != other.preempt()) {
      diagnostics.warning(
          placeHere(one.preempt() ? "priority" : "nopreempt"),
          (one.preempt()
                  ? "there is no nopreempt here, and there is one" + at("nopreempt")
                  : "nopreempt is here, and not" + at("priority"))
              + ": which of the two is master depends on who was it last");
    }
  }

  private void intervals(VirtualRouterConfig one, VirtualRouterConfig other) {
    if (one.interval().equals(other.interval())) {
      return;
    }
    String what =
        "advert_int is " + one.interval().seconds() + " here and " + other.interval().seconds();
    if (one.protocol().learnsInterval()) {
      diagnostics.warning(
          placeHere("advert_int"),
          what + at("advert_int") + ": a fail-over takes another time when the other is master");
    } else {
      error("advert_int", what, TWO_MASTERS);
    }
  }

  private void signatures() {
    Optional<HmacSettings> here = our.setup().hmac();
    Optional<HmacSettings> there = their.setup().hmac();
    if (here.isPresent() && there.isPresent()) {
      signatures(here.get(), there.get());
    } else if (here.or(() -> there).filter(keys -> keys.mode().signs()).isPresent()) {
      String what =
          here.isPresent() ? "auth_hmac is here, and not" : "auth_hmac is not here, and is";
      error(here.isPresent() ? HMAC : "priority", what, TWO_MASTERS);
    }
  }

  private void signatures(HmacSettings here, HmacSettings there) {
    boolean known = knows(there, here) && knows(here, there);
    if (!known) {
      error(HMAC, "the key that signs is not known, or is another one, here or", TWO_MASTERS);
    } else if (unheard(here, there) || unheard(there, here)) {
      error(
          HMAC,
          "one of the two demands signatures and the other makes none, here and",
          TWO_MASTERS);
    } else if (here.antiReplay() != there.antiReplay()
        || here.windowSeconds() != there.windowSeconds()) {
      warning(HMAC, "time_window or anti_replay is another one here than", "");
    }
  }

  private static boolean knows(HmacSettings hearer, HmacSettings speaker) {
    return !speaker.mode().signs() || hearer.keys().all().contains(speaker.keys().active());
  }

  private static boolean unheard(HmacSettings hearer, HmacSettings speaker) {
    return hearer.mode().demandsSignature() && !speaker.mode().signs();
  }

  private void addresses(VirtualRouterConfig one, VirtualRouterConfig other) {
    Set<String> here = texts(one.addresses());
    Set<String> there = texts(other.addresses());
    if (!here.equals(there)) {
      Set<String> only = new TreeSet<>(here);
      only.removeAll(there);
      Set<String> missing = new TreeSet<>(there);
      missing.removeAll(here);
      error(
          "virtual_ipaddress",
          "the addresses differ:"
              + (only.isEmpty() ? "" : " only here " + String.join(", ", only))
              + (only.isEmpty() || missing.isEmpty() ? "" : ";")
              + (missing.isEmpty() ? "" : " only there " + String.join(", ", missing))
              + "; there",
          TWO_MASTERS);
    }
  }

  private static Set<String> texts(List<InetAddress> addresses) {
    return addresses.stream()
        .map(IpAddresses::format)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void transports() {
    Transport here = our.setup().transport();
    Transport there = their.setup().transport();
    Optional<List<InetAddress>> peersHere = peers(here);
    Optional<List<InetAddress>> peersThere = peers(there);
    if (peersHere.isPresent() != peersThere.isPresent()) {
      error(
          "unicast_peer",
          peersHere.isPresent()
              ? "advertisements go to peers here, and to a multicast group"
              : "advertisements go to a multicast group here, and to peers",
          ": neither hears the other, and both would be master");
    } else if (peersHere.isEmpty() && !here.equals(there)) {
      error(
          "mcast_dst_ip",
          "advertisements go to another multicast group here than",
          ": neither hears the other, and both would be master");
    } else if (peersHere.isPresent() && peersThere.isPresent()) {
      mirrored(peersHere.get(), their, theirs, our, ours);
      mirrored(peersThere.get(), our, ours, their, theirs);
    }
  }

  private static Optional<List<InetAddress>> peers(Transport transport) {
    return transport instanceof Transport.Unicast unicast
        ? Optional.of(unicast.peers().stream().map(Transport.Peer::address).toList())
        : Optional.empty();
  }

  /** Whom one speaks to must be where the other speaks from. */
  private void mirrored(
      List<InetAddress> peers,
      VrrpInstance speaker,
      DirectorFile speakersFile,
      VrrpInstance listener,
      DirectorFile listenersFile) {
    Position list = listenersFile.placeIn(listener.setup().name(), "unicast_peer");
    Optional<InetAddress> source = speaker.setup().source();
    if (source.isEmpty()) {
      diagnostics.warning(
          speakersFile.placeIn(speaker.setup().name(), "unicast_peer"),
          "without 'unicast_src_ip' nobody can tell whether the peers of "
              + list
              + " have this router's address");
    } else if (!peers.contains(source.get())) {
      diagnostics.error(
          speakersFile.placeIn(speaker.setup().name(), "unicast_src_ip"),
          "unicast_src_ip "
              + IpAddresses.format(source.get())
              + " is none of the peers of "
              + list
              + ": it is not heard there, and both would be master");
    }
  }

  private void priorities(VirtualRouterConfig one, VirtualRouterConfig other) {
    boolean bothMaster =
        our.initialState() == InitialState.MASTER && their.initialState() == InitialState.MASTER;
    if (one.priority() == other.priority()) {
      warning(
          "priority",
          "priority is " + one.priority() + " here and",
          ": the higher address of the two decides who is master");
    } else if (bothMaster) {
      warning(
          "state",
          "state is MASTER here and",
          ": at a start together both are, until one hears the other");
    }
  }

  private void error(String keyword, String what, String follows) {
    diagnostics.error(placeHere(keyword), what + at(keyword) + follows);
  }

  private void warning(String keyword, String what, String follows) {
    diagnostics.warning(placeHere(keyword), what + at(keyword) + follows);
  }

  private Position placeHere(String keyword) {
    return ours.placeIn(our.setup().name(), keyword);
  }

  private String at(String keyword) {
    return " at " + theirs.placeIn(their.setup().name(), keyword);
  }
}
