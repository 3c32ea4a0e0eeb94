// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What IPVS does with each operation: true of the fake kernel and of a real one, and the reason to
 * believe the fake. Subclasses say which kernel.
 */
public abstract class IpvsContract {
  /** A TCP service. */
  protected static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);

  /** An IPv6 TCP service. */
  protected static final ServiceId WEB6 = ServiceId.tcp("2001:db8::100", 443);

  private final KernelUnderContract kernel;
  private Optional<Ipvs> ipvs = Optional.empty();

  /**
   * The contract of a kernel.
   *
   * @param kernel its table is emptied before each test
   */
  protected IpvsContract(KernelUnderContract kernel) {
    this.kernel = kernel;
  }

  /**
   * Another client of the kernel.
   *
   * @return the client, to be closed
   */
  protected final Ipvs open() {
    return kernel.open();
  }

  /** Compares the table with what someone else says of it. */
  protected final void compare() {
    kernel.compare(ipvs());
  }

  /**
   * An interface that can multicast.
   *
   * @return its name
   */
  protected final String multicastInterface() {
    return kernel.multicastInterface();
  }

  /**
   * The client of this test.
   *
   * @return opened before it
   */
  protected final Ipvs ipvs() {
    return ipvs.orElseThrow();
  }

  @BeforeEach
  final void anEmptyTable() {
    Ipvs client = open();
    ipvs = Optional.of(client);
    client.flush();
  }

  @AfterEach
  final void closeTheClient() {
    ipvs.ifPresent(Ipvs::close);
  }

  /**
   * Makes a change that succeeds.
   *
   * @param operation the change
   */
  protected final void done(Operation operation) {
    ipvs().execute(operation);
    compare();
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
    compare();
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
  void what_was_closed_says_so_also_from_inside_a_consumer() {
    ipvs().add(VirtualService.of(WEB, "rr"));
    try (Ipvs client = open()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> client.eachService(service -> client.close()))
          .withMessageContaining("closed");
      assertThatIllegalStateException()
          .isThrownBy(client::services)
          .withMessageContaining("closed");
      assertThatIllegalStateException()
          .isThrownBy(() -> client.apply(List.of(new Operation.Flush())))
          .withMessageContaining("closed");
    }
    assertThat(ipvs().services()).hasSize(1);
  }

  @Test
  void the_kernel_says_its_version_and_the_size_of_its_connection_table() {
    assertThat(ipvs().info().versionText()).isEqualTo("1.2.1");
    assertThat(ipvs().info().connectionTableSize()).isPositive();
  }
}
