// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.RouteEvents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is received, an operation returns or throws what it documents, and always ends. */
class HostileAnswersProperties {
  private static final int MOST_TYPES = 36;

  @Property
  void anOperationEnds(
      @ForAll @Size(max = 5)
          List<@Size(max = 24) List<@IntRange(min = -120, max = 60) Integer>> datagrams,
      @ForAll boolean dump) {
    Recorded kernel = new Recorded(datagrams);
    NetlinkOptions options = NetlinkOptions.defaults().withTimeout(Duration.ofMillis(50));
    try (NetlinkSocket socket = new NetlinkSocket(kernel, options)) {
      Request request = new Request("ask", 18, 0, writer -> writer.fixed32(0));
      if (dump) {
        DumpOutcome unused = socket.dump(request, reply -> {});
      } else {
        socket.query(request, reply -> {});
      }
    } catch (NetlinkException | MalformedMessageException documented) {
      assertThat(documented.getMessage()).isNotBlank();
    }
  }

  @Property
  void aBatchHasAResultForEachOfItsRequests(
      @ForAll @Size(max = 5)
          List<@Size(max = 24) List<@IntRange(min = -120, max = 60) Integer>> datagrams,
      @ForAll @IntRange(max = 9) int count) {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(new Request("ask " + i, 18, 0, writer -> writer.fixed32(0)));
    }
    NetlinkOptions options = NetlinkOptions.defaults().withTimeout(Duration.ofMillis(50));
    try (NetlinkSocket socket = new NetlinkSocket(new Recorded(datagrams), options)) {
      assertThat(socket.batch(requests)).hasSize(count).doesNotContainNull();
    } catch (MalformedMessageException documented) {
      assertThat(documented).hasMessageStartingWith("netlink: ");
    }
  }

  @Property
  void anEventIsDecodedOrRefused(
      @ForAll @IntRange(min = 16, max = MOST_TYPES) int type,
      @ForAll @Size(max = 120) byte[] payload) {
    MessageWriter writer = new MessageWriter();
    writer.begin(type, 0);
    for (byte value : payload) {
      writer.fixed8(value);
    }
    writer.end();
    Recorded kernel = new Recorded(List.of());
    kernel.datagrams.add(writer.written());
    List<RouteEvent> events = new ArrayList<>();
    try (RouteEvents route = new RouteEvents(new Subscription(kernel))) {
      boolean unused = route.await(Duration.ZERO, events::add);
    } catch (MalformedMessageException documented) {
      assertThat(events).isEmpty();
    }
    assertThat(events).hasSizeLessThanOrEqualTo(1);
  }

  /** Datagrams of small numbers, the second of each message's words being its type and flags. */
  private static final class Recorded implements Transport {
    private final Deque<ByteBuffer> datagrams = new ArrayDeque<>();
    private int sequence;

    Recorded(List<List<Integer>> words) {
      for (List<Integer> datagram : words) {
        ByteBuffer bytes =
            ByteBuffer.allocate(datagram.size() * Integer.BYTES).order(ByteOrder.nativeOrder());
        datagram.forEach(bytes::putInt);
        datagrams.add(bytes.flip());
      }
    }

    @Override
    public void send(ByteBuffer datagram) {
      sequence = datagram.getInt(8);
    }

    /** Gives every answer the sequence number that is waited for, where there is room for one. */
    @Override
    public int receive(ByteBuffer into) {
      ByteBuffer next = datagrams.poll();
      if (next == null) {
        return -Errno.EAGAIN.number();
      }
      int length = next.remaining();
      into.put(0, next, 0, length);
      if (length >= MessageWriter.MESSAGE_HEADER) {
        into.putInt(8, sequence);
      }
      return length;
    }

    @Override
    public void receiveTimeout(long nanos) {
      assertThat(nanos).isNotNegative();
    }

    @Override
    public int acknowledgementRoom() {
      return 4;
    }

    @Override
    public void join(int group) {
      throw new NetlinkException("join", Errno.EINVAL);
    }

    @Override
    public Descriptor descriptor() {
      throw new UnsupportedOperationException("recorded answers have no descriptor");
    }

    @Override
    public void close() {
      datagrams.clear();
    }
  }
}
