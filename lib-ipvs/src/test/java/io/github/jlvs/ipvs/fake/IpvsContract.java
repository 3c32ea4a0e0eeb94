// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What IPVS does with each operation: true of the fake kernel and of a real one, and the reason to
 * believe the fake. Subclasses say which kernel; its table is empty when a test begins.
 */
public abstract class IpvsContract {
  /** A TCP service. */
  protected static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);

  /** An IPv6 TCP service. */
  protected static final ServiceId WEB6 = ServiceId.tcp("2001:db8::100", 443);

  private Optional<Ipvs> ipvs = Optional.empty();

  /**
   * Opens a client of the kernel under test.
   *
   * @return the client, closed by the test
   */
  protected abstract Ipvs open();

  /**
   * Compares the table with what someone else says of it; called after every change.
   *
   * @param client the client of the test
   */
  protected void compare(Ipvs client) {}

  /**
   * An interface that can multicast.
   *
   * @return its name
   */
  protected abstract String multicastInterface();

  /**
   * The client of this test.
   *
   * @return opened at the first call
   */
  protected final Ipvs ipvs() {
    if (ipvs.isEmpty()) {
      ipvs = Optional.of(open());
    }
    return ipvs.get();
  }

  @AfterEach
  final void closeTheClient() {
    ipvs.ifPresent(Ipvs::close);
    ipvs = Optional.empty();
  }

  /**
   * Makes a change that succeeds.
   *
   * @param operation the change
   */
  protected final void done(Operation operation) {
    ipvs().execute(operation);
    compare(ipvs());
  }

  /**
   * Makes a change that is refused, and changes nothing.
   *
   * @param errno the name of the error number
   * @param operation the change
   */
  protected final void refused(String errno, Operation operation) {
    Table before = ipvs().snapshot().table();
    String actual = "no refusal";
    try {
      ipvs().execute(operation);
    } catch (IpvsException e) {
      actual = e.errno().name();
      assertThat(e.operation()).isEqualTo(operation.toString());
    }
    assertThat(actual).as(operation.toString()).isEqualTo(errno);
    assertThat(ipvs().snapshot().table()).isEqualTo(before);
    compare(ipvs());
  }

  /**
   * A destination by direct routing.
   *
   * @param address its address
   * @param weight its weight
   * @return the destination, on port 80
   */
  protected static Destination routed(String address, int weight) {
    return Destination.of(DestinationId.of(address, 80), Forwarding.DIRECT_ROUTE, weight);
  }

  @Test
  void the_kernel_says_its_version_and_the_size_of_its_connection_table() {
    assertThat(ipvs().info().versionText()).isEqualTo("1.2.1");
    assertThat(ipvs().info().connectionTableSize()).isPositive();
  }
}
