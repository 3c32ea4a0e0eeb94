// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The requests that change IPVS, as the kernel sees them: an nlmon interface copies to tcpdump each
 * netlink message of its host, whoever sends it and however many go in one system call.
 */
final class WriteOperations implements AutoCloseable {
  private static final String FILE = "/tmp/netlink.pcap";
  private static final Duration SOON = Duration.ofSeconds(30);

  /**
   * Sizes in bytes: of the file's header, of a record's, of the frame's, of a netlink message's.
   */
  private static final int FILE_HEADER = 24;

  private static final int RECORD_HEADER = 16;
  private static final int FRAME_HEADER = 16;
  private static final int MESSAGE_HEADER = 16;

  /** In the frame's header, which is in network byte order: of the socket. */
  private static final int FAMILY = 14;

  private static final int NETLINK_GENERIC = 16;

  /** NLM_F_REQUEST: answers of the kernel have it not. */
  private static final int REQUEST = 1;

  /** nlctrl's type; every other family of generic netlink has a greater one. */
  private static final int CONTROL = 16;

  /** The commands of linux/ip_vs.h by number; those that begin with GET_ change nothing. */
  private static final List<String> COMMANDS =
      List.of(
          "UNSPEC",
          "NEW_SERVICE",
          "SET_SERVICE",
          "DEL_SERVICE",
          "GET_SERVICE",
          "NEW_DEST",
          "SET_DEST",
          "DEL_DEST",
          "GET_DEST",
          "NEW_DAEMON",
          "DEL_DAEMON",
          "GET_DAEMON",
          "SET_CONFIG",
          "GET_CONFIG",
          "SET_INFO",
          "GET_INFO",
          "ZERO",
          "FLUSH");

  private final Host host;
  private final RunningProcess capture;

  private WriteOperations(Host host, RunningProcess capture) {
    this.host = host;
    this.capture = capture;
  }

  static WriteOperations watch(Host host) {
    host.sh(
        "modprobe nlmon 2>/dev/null || true; ip link add nlmon0 type nlmon; ip link set nlmon0 up");
    RunningProcess capture =
        host.start("tcpdump", "-i", "nlmon0", "-U", "-s", "65535", "-B", "8192", "-w", FILE);
    capture.awaitLine("listening on", SOON);
    return new WriteOperations(host, capture);
  }

  /** Ends the capture; returns the names of the requests that change something, in their order. */
  List<String> end() {
    // What the kernel has copied reaches tcpdump within its buffer's time limit of a second.
    Await.pause(Duration.ofSeconds(2));
    int unused = capture.stop(SOON);
    String hex = host.sh("od -An -v -tx1 " + FILE + " | tr -d ' \\n'");
    return requests(HexFormat.of().parseHex(hex));
  }

  private static List<String> requests(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    List<String> found = new ArrayList<>();
    int at = FILE_HEADER;
    while (at + RECORD_HEADER <= bytes.length) {
      int length = file.getInt(at + 8);
      at += RECORD_HEADER;
      ByteBuffer frame = file.slice(at, length);
      if (frame.getShort(FAMILY) == NETLINK_GENERIC) {
        messages(
            frame.slice(FRAME_HEADER, length - FRAME_HEADER).order(ByteOrder.nativeOrder()), found);
      }
      at += length;
    }
    return found;
  }

  private static void messages(ByteBuffer messages, List<String> found) {
    int at = 0;
    while (at + MESSAGE_HEADER < messages.limit()) {
      int length = messages.getInt(at);
      int type = messages.getShort(at + 4);
      boolean request = (messages.getShort(at + 6) & REQUEST) != 0;
      int command = messages.get(at + MESSAGE_HEADER);
      if (request && type > CONTROL && command < COMMANDS.size()) {
        String name = COMMANDS.get(command);
        if (!name.startsWith("GET_")) {
          found.add(name);
        }
      }
      at += Math.max(MESSAGE_HEADER, (length + 3) & ~3);
    }
  }

  @Override
  public void close() {
    capture.close();
    host.sh("ip link del nlmon0");
  }
}
