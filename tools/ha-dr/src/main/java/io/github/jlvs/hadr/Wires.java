// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.TcpSegment;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * tcpdump in three places: on the switch, which sees what anyone sends even where it drops it
 * afterwards; on ds2, for what reaches the backup; on the client, for what reaches everybody.
 *
 * @param atSwitch what is sent
 * @param atDs2 what ds2 sends and gets
 * @param atClient what the client sends and gets
 */
public record Wires(Capture atSwitch, Capture atDs2, Capture atClient) {
  private static final String FILTER = "vrrp or arp or tcp port 80";
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

  static Wires of(Network network, Host ds2, Host client) {
    return new Wires(network.capture(FILTER), ds2.capture(FILTER), client.capture(FILTER));
  }

  /** Advertisements of a director on a wire at or after a moment, oldest first. */
  public static List<VrrpAdvert> adverts(Capture wire, Director from, Instant since) {
    return wire.adverts().stream()
        .filter(a -> a.source().equals(from.address()) && !a.time().isBefore(since))
        .toList();
  }

  /** Gratuitous ARP for the virtual address by a director on a wire at or after a moment. */
  public static List<ArpFrame> gratuitousArps(Capture wire, Director from, Instant since) {
    return wire.gratuitousArps().stream()
        .filter(a -> !a.time().isBefore(since))
        .filter(a -> a.senderAddress().equals(GuideSite.VIP) && a.senderMac().equals(from.mac()))
        .toList();
  }

  /** Whether a director opened a connection to a real server's own address since a moment. */
  public boolean checked(Director director, RealServer server, Instant since) {
    return atSwitch.frames().stream()
        .filter(frame -> frame instanceof TcpSegment segment && segment.opens())
        .map(TcpSegment.class::cast)
        .anyMatch(
            segment ->
                !segment.time().isBefore(since)
                    && segment.source().equals(director.address())
                    && segment.destination().equals(server.address()));
  }

  /** Segments between the client and the virtual address at or after a moment, oldest first. */
  public Stream<TcpSegment> segments(Instant since) {
    return atClient.frames().stream()
        .filter(TcpSegment.class::isInstance)
        .map(TcpSegment.class::cast)
        .filter(segment -> !segment.time().isBefore(since));
  }

  /** Whose Ethernet address the first request after a moment went to. */
  public String askedMac(Instant since) {
    return first("the request", since, TcpSegment::opens).destinationMac();
  }

  /** Whose Ethernet address the first answer after a moment came from. */
  public String answeredMac(Instant since) {
    return first("the answer", since, segment -> segment.source().equals(GuideSite.VIP))
        .sourceMac();
  }

  /** tcpdump may tell of a frame a little later than curl of the page. */
  private TcpSegment first(String what, Instant since, Predicate<TcpSegment> wanted) {
    return atClient.await(what, TcpSegment.class, since, wanted, ON_ITS_WAY);
  }

  /**
   * Advertisements as tcpdump prints them, two lines each, with the command line of the guide.
   *
   * @param wire where
   * @param wanted which; of more than six the first three and the last three are told
   */
  public static List<String> text(Capture wire, Predicate<VrrpAdvert> wanted) {
    List<VrrpAdvert> adverts = wire.adverts();
    List<String> text = wire.text("-vvv", "-n", "vrrp");
    List<List<String>> chosen = new ArrayList<>();
    for (int i = 0; i < adverts.size() && 2 * i + 1 < text.size(); i++) {
      if (wanted.test(adverts.get(i))) {
        chosen.add(text.subList(2 * i, 2 * i + 2));
      }
    }
    if (chosen.size() > 6) {
      List<List<String>> ends = new ArrayList<>(chosen.subList(0, 3));
      ends.add(List.of("..."));
      ends.addAll(chosen.subList(chosen.size() - 3, chosen.size()));
      chosen = ends;
    }
    return chosen.stream().flatMap(List::stream).toList();
  }
}
