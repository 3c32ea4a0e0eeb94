// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The lookup table of the kernel's scheduler mh (Maglev hashing, Linux 4.18 and later), computed
 * without a kernel: which destination a flow goes to. Two directors whose tables are equal send a
 * flow to the same destination, whatever either of them has seen of it.
 *
 * <p>The table has 4,093 rows unless the kernel was built otherwise. Destinations take turns in the
 * order of the kernel's list, the newest first, and each takes the next free row of a sequence of
 * its own, as many in a turn as its weight says. So the table depends on addresses, ports, on the
 * order of the list, and on the last weight of each destination that was not 0: a destination of
 * weight 0 keeps its rows, and one that was added with weight 0 and never had another has none.
 * Weights are divided by their greatest common divisor, and shifted until the largest has half as
 * many bits as the number of rows: beyond 63 to 1 a ratio is lost.
 *
 * <p>As on 64-bit machines of little endian, where the kernel's hash is SipHash-1-3 with keys that
 * are the same everywhere. Immutable.
 *
 * <pre>{@code
 * Snapshot.Entry web = ipvs.snapshot(Set.of(id)).entries().get(0);
 * MaglevTable table = MaglevTable.of(web);
 * table.destination(client, port, web.service().service().flags());
 * }</pre>
 *
 * @see <a href="https://www.usenix.org/conference/nsdi16/technical-sessions/presentation/eisenbud">
 *     Maglev: A Fast and Reliable Software Network Load Balancer, section 3.4</a>
 */
public final class MaglevTable {
  /** The kernel's own choice of {@code CONFIG_IP_VS_MH_TAB_INDEX}: 4,093 rows. */
  public static final int DEFAULT_INDEX = 12;

  private static final int FIRST_INDEX = 8;
  private static final int[] SIZES = {
    251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071
  };

  /**
   * The kernel hashes flows, and where a sequence begins, with one key, and its steps with the
   * other.
   */
  private static final SipHash PLACE = new SipHash(2654435761L, 2654435761L, 1, 3);

  private static final SipHash STEP = new SipHash(2654446892L, 2654446892L, 1, 3);
  private static final int NOBODY = -1;

  /**
   * A destination as the scheduler sees it.
   *
   * @param id where it is
   * @param lastWeight the last weight other than 0 that it was given, 0 if it never had one:
   *     0..2147483647
   * @param available whether it takes connections now: its weight is not 0, and it is not over its
   *     upper threshold
   */
  public record Member(DestinationId id, int lastWeight, boolean available) {
    public Member {
      Objects.requireNonNull(id, "id");
      Require.range("last weight", lastWeight, 0, Integer.MAX_VALUE);
    }

    /**
     * A destination that has had its weight from the beginning, and is not over its threshold.
     *
     * @param destination as it is configured
     * @return the member
     */
    public static Member of(Destination destination) {
      return new Member(destination.id(), destination.weight(), destination.weight() > 0);
    }
  }

  private final AddressFamily family;
  private final List<Member> members;
  private final int[] rows;

  private MaglevTable(AddressFamily family, List<Member> members, int[] rows) {
    this.family = family;
    this.members = members;
    this.rows = rows;
  }

  /**
   * The table of a service in a kernel with 4,093 rows.
   *
   * @param family the service's family
   * @param newestFirst its destinations in the order in which the kernel lists them
   * @return the table
   * @throws IllegalArgumentException for a destination that is there twice, and for more
   *     destinations than rows (the kernel answers EINVAL)
   */
  public static MaglevTable of(AddressFamily family, List<Member> newestFirst) {
    return of(family, newestFirst, DEFAULT_INDEX);
  }

  /**
   * The table of a service in a kernel of another size.
   *
   * @param family the service's family
   * @param newestFirst its destinations in the order in which the kernel lists them
   * @param index the kernel's {@code CONFIG_IP_VS_MH_TAB_INDEX}, 8..17: rows for about 2 to this
   *     power
   * @return the table
   * @throws IllegalArgumentException for an index out of its range, for a destination that is there
   *     twice, and for more destinations than rows
   */
  public static MaglevTable of(AddressFamily family, List<Member> newestFirst, int index) {
    Require.range("table index", index, FIRST_INDEX, FIRST_INDEX + SIZES.length - 1);
    List<Member> members = List.copyOf(newestFirst);
    int size = SIZES[index - FIRST_INDEX];
    if (members.size() > size) {
      throw new IllegalArgumentException(
          members.size() + " destinations are more than the table has rows, " + size);
    }
    Set<DestinationId> seen = new HashSet<>();
    for (Member member : members) {
      if (!seen.add(member.id())) {
        throw new IllegalArgumentException("duplicate destination: " + member.id());
      }
    }
    return new MaglevTable(family, members, fill(family, members, size, index / 2));
  }

  /**
   * The table of a service that was seen, if each destination of weight 0 was added so: of another
   * its last weight is not told by the kernel.
   *
   * @param seen the service with its destinations in the kernel's order
   * @return the table of a kernel with 4,093 rows
   */
  public static MaglevTable of(Snapshot.Entry seen) {
    return of(
        seen.id().family(),
        seen.destinations().stream().map(status -> Member.of(status.destination())).toList());
  }

  /**
   * The table of a service whose destinations were added one after another in their order here, or
   * brought into it by {@link Ipvs#reconcile} where the service has {@link StableRows}.
   *
   * @param wanted the service with its destinations
   * @return the table of a kernel with 4,093 rows
   */
  public static MaglevTable of(Table.Entry wanted) {
    List<Member> members = new ArrayList<>();
    for (Destination destination : wanted.destinations()) {
      int last =
          wanted.rows().map(rows -> rows.lastWeight(destination)).orElse(destination.weight());
      members.add(new Member(destination.id(), last, destination.weight() > 0));
    }
    Collections.reverse(members);
    return of(wanted.id().family(), members);
  }

  private static int[] fill(AddressFamily family, List<Member> members, int size, int bits) {
    int[] rows = new int[size];
    Arrays.fill(rows, NOBODY);
    int[] turns = turns(members, bits);
    if (Arrays.stream(turns).allMatch(turn -> turn == 0)) {
      return rows;
    }
    int[] next = new int[members.size()];
    int[] step = new int[members.size()];
    for (int i = 0; i < next.length; i++) {
      int key = key(family, members.get(i).id().address(), members.get(i).id().port());
      next[i] = Integer.remainderUnsigned((int) PLACE.hash(key), size);
      step[i] = Integer.remainderUnsigned((int) STEP.hash(key), size - 1) + 1;
    }
    int taken = 0;
    for (int who = 0; taken < size; who = (who + 1) % next.length) {
      for (int turn = 0; turn < turns[who] && taken < size; turn++) {
        while (rows[next[who]] != NOBODY) {
          next[who] = (next[who] + step[who]) % size;
        }
        rows[next[who]] = who;
        taken++;
      }
    }
    return rows;
  }

  /** How many rows each takes when it is its turn: one at least, if it ever had a weight. */
  private static int[] turns(List<Member> members, int bits) {
    int divisor = 0;
    int heaviest = 0;
    for (Member member : members) {
      divisor = divisor(divisor, member.lastWeight());
      heaviest = Math.max(heaviest, member.lastWeight());
    }
    int[] turns = new int[members.size()];
    if (divisor == 0) {
      return turns;
    }
    int used = Integer.SIZE - Integer.numberOfLeadingZeros(heaviest / divisor);
    int shift = Math.max(0, used - bits);
    for (int i = 0; i < turns.length; i++) {
      int weight = members.get(i).lastWeight();
      turns[i] = Math.max((weight / divisor) >> shift, Math.min(weight, 1));
    }
    return turns;
  }

  private static int divisor(int one, int other) {
    return other == 0 ? one : divisor(other, one % other);
  }

  /** The sum that is hashed: port, and the words of the address exclusively or-ed. */
  private static int key(AddressFamily family, InetAddress address, int port) {
    byte[] raw = address.getAddress();
    int words = family == AddressFamily.IPV6 ? raw.length / Integer.BYTES : 1;
    int folded = 0;
    for (int i = 0; i < words * Integer.BYTES; i++) {
      folded ^= (raw[i] & 0xff) << (24 - 8 * (i % Integer.BYTES));
    }
    return port + folded;
  }

  /**
   * Where a new flow goes.
   *
   * @param client the client's address
   * @param clientPort the client's port, 0..65535; counts with {@link ServiceFlags#MH_PORT} alone,
   *     and is 0 for protocols other than TCP, UDP and SCTP
   * @param flags the service's flags
   * @return the destination; empty where the kernel refuses the flow: nobody has rows, or the row's
   *     destination is not available and {@link ServiceFlags#MH_FALLBACK} finds no other
   */
  public Optional<DestinationId> destination(
      InetAddress client, int clientPort, ServiceFlags flags) {
    Require.port("client port", clientPort);
    int key = key(family, client, flags.contains(ServiceFlags.MH_PORT) ? clientPort : 0);
    int first = row(key);
    if (rows[first] == NOBODY) {
      return Optional.empty();
    }
    Member chosen = members.get(rows[first]);
    if (chosen.available() || !flags.contains(ServiceFlags.MH_FALLBACK)) {
      return Optional.of(chosen).filter(Member::available).map(Member::id);
    }
    for (int i = 0; i < rows.length; i++) {
      Member other = members.get(rows[row(key + (first + i) % rows.length)]);
      if (other.available()) {
        return Optional.of(other.id());
      }
    }
    return Optional.empty();
  }

  private int row(int key) {
    return Integer.remainderUnsigned((int) PLACE.hash(key), rows.length);
  }

  /**
   * How many rows a destination has.
   *
   * @param id which one
   * @return 0 to {@link #size()}
   */
  public int rows(DestinationId id) {
    return (int)
        Arrays.stream(rows)
            .filter(who -> who != NOBODY && members.get(who).id().equals(id))
            .count();
  }

  /**
   * How many rows the table has.
   *
   * @return a prime number
   */
  public int size() {
    return rows.length;
  }

  /**
   * In how many rows two tables differ: so many flows of all go elsewhere, before availability.
   *
   * @param other a table of the same size
   * @return 0 to {@link #size()}
   * @throws IllegalArgumentException if the sizes differ
   */
  public int differences(MaglevTable other) {
    if (other.rows.length != rows.length) {
      throw new IllegalArgumentException("sizes differ: " + rows.length + ", " + other.rows.length);
    }
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      count += owner(i).equals(other.owner(i)) ? 0 : 1;
    }
    return count;
  }

  private Optional<DestinationId> owner(int row) {
    return rows[row] == NOBODY ? Optional.empty() : Optional.of(members.get(rows[row]).id());
  }
}
