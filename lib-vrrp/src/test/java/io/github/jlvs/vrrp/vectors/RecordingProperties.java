// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.recording.VectorRecorder;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A run that was recorded replays as it was, line for line. */
class RecordingProperties {
  private static final Rejection INTERVAL =
      new Rejection.Interval(
          AdvertisementInterval.ofSeconds(1), AdvertisementInterval.ofSeconds(2));

  private static final InetAddress OWN = VectorReader.ip("10.1.80.92");
  private static final InetAddress PEER = VectorReader.ip("10.1.80.91");
  private static final InetAddress VIP = VectorReader.ip("10.1.80.90");
  private static final InetAddress OWN6 = VectorReader.ip("fe80::92");
  private static final InetAddress PEER6 = VectorReader.ip("fe80::91");
  private static final InetAddress VIP6 = VectorReader.ip("fe80::90");
  private static final Rejection CHECKSUM =
      new Rejection.ChecksumKind(Protocol.Checksum.PACKET_ALONE);

  @Property(tries = 300)
  void ofARouter(@ForAll("inputs") List<Input> inputs, @ForAll("delays") List<Long> delays) {
    List<String> lines = new ArrayList<>();
    VectorRecorder recorder = new VectorRecorder("a \"live\" run\n", router(51), lines::add);
    long now = 123_456_789_012_345L;
    for (int i = 0; i < inputs.size(); i++) {
      now += delays.get(i % delays.size());
      Step.handleAll(recorder, now, inputs.get(i));
    }

    Vector vector = VectorFile.parse(lines).get(0);

    assertThat(Replay.firstDifference(vector)).isEmpty();
    assertThat(Replay.recordAgain(vector)).isEqualTo(lines);
  }

  @Property(tries = 300)
  void ofARouterOfVersion3(
      @ForAll("protocols") Protocol protocol,
      @ForAll("inputsOfVersion3") List<Function<VirtualRouterConfig, Input>> inputs,
      @ForAll("delays") List<Long> delays) {
    List<String> lines = new ArrayList<>();
    VirtualRouterConfig config = version3(protocol, 100).build();
    VectorRecorder recorder =
        new VectorRecorder("", new VirtualRouter(config, own(protocol)), lines::add);
    long now = 123_456_789_012_345L;
    for (int i = 0; i < inputs.size(); i++) {
      now += delays.get(i % delays.size());
      Step.handleAll(recorder, now, inputs.get(i).apply(config));
    }

    Vector vector = VectorFile.parse(lines).get(0);

    assertThat(Replay.firstDifference(vector)).isEmpty();
    assertThat(Replay.recordAgain(vector)).isEqualTo(lines);
  }

  @Property(tries = 300)
  void ofASyncGroup(
      @ForAll("inputs") List<Input> inputs,
      @ForAll("delays") List<Long> delays,
      @ForAll List<Boolean> forAll) {
    List<String> lines = new ArrayList<>();
    SyncGroup group = new SyncGroup(List.of(router(51), router(52)));
    VectorRecorder recorder = new VectorRecorder("group", group, lines::add);
    Step.handleAll(recorder, 0, new Input.Startup());
    long now = 0;
    for (int i = 0; i < inputs.size(); i++) {
      now += delays.get(i % delays.size());
      // A configuration belongs to the member whose VRID it has.
      boolean one = inputs.get(i) instanceof Input.Reconfigured;
      if (one || (i < forAll.size() && forAll.get(i))) {
        Step.handle(recorder, now, one ? 0 : i % 2, inputs.get(i));
      } else {
        Step.handleAll(recorder, now, inputs.get(i));
      }
    }

    Vector vector = VectorFile.parse(lines).get(0);

    assertThat(Replay.firstDifference(vector)).isEmpty();
    assertThat(Replay.recordAgain(vector)).isEqualTo(lines);
  }

  @Example
  void neverTellsThePassword() {
    List<String> lines = new ArrayList<>();
    VirtualRouter secret =
        new VirtualRouter(config(51).authentication(SimplePassword.of("hush")).build(), OWN);

    VectorRecorder recorder = new VectorRecorder("", secret, lines::add);
    Step.handleAll(recorder, 0, new Input.Startup());

    assertThat(lines).hasSize(2).noneMatch(line -> line.contains("hush"));
    assertThat(lines.get(0)).contains("\"authentication\":1");
  }

  @Example
  void cannotBeginInTheMiddle() {
    VirtualRouter running = router(51);
    running.handle(0, new Input.Startup());

    assertThatThrownBy(() -> new VectorRecorder("", running, line -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("51")
        .hasMessageContaining("from the start");
  }

  @Provide
  Arbitrary<List<Input>> inputs() {
    return input().list().ofMaxSize(40);
  }

  @Provide
  Arbitrary<Protocol> protocols() {
    return Arbitraries.of(
        new Protocol.V3(AddressFamily.IPV4),
        new Protocol.V3(AddressFamily.IPV4, Protocol.Checksum.PACKET_ALONE),
        new Protocol.V3(AddressFamily.IPV6));
  }

  @Provide
  Arbitrary<List<Function<VirtualRouterConfig, Input>>> inputsOfVersion3() {
    Arbitrary<Integer> intervals = Arbitraries.integers().between(1, 4095);
    Arbitrary<Function<VirtualRouterConfig, Input>> heard =
        Combinators.combine(
                Arbitraries.integers().between(0, 255),
                intervals,
                Arbitraries.of(Optional.<Rejection>empty(), Optional.of(CHECKSUM)))
            .as(
                (priority, interval, difference) ->
                    config -> heard(config, priority, interval, difference));
    Arbitrary<Function<VirtualRouterConfig, Input>> reloads =
        Combinators.combine(Arbitraries.integers().between(1, 255), intervals)
            .as(
                (priority, interval) ->
                    config ->
                        new Input.Reconfigured(
                            version3(config.protocol(), priority)
                                .interval(new AdvertisementInterval(interval))
                                .requireSameAddresses(priority % 2 == 0)
                                .build()));
    return Arbitraries.frequencyOf(
            Tuple.of(6, heard),
            Tuple.of(1, reloads),
            Tuple.of(6, Arbitraries.just(config -> Input.Tick.INSTANCE)),
            Tuple.of(2, Arbitraries.just(config -> new Input.Startup())),
            Tuple.of(1, Arbitraries.just(config -> new Input.Shutdown())))
        .list()
        .ofMaxSize(40);
  }

  private static Input heard(
      VirtualRouterConfig config, int priority, int interval, Optional<Rejection> difference) {
    return new Input.AdvertisementReceived(
        new Advertisement(
            config.protocol(),
            config.vrid(),
            priority,
            new AdvertisementInterval(interval),
            config.addresses()),
        config.protocol().family() == AddressFamily.IPV4 ? PEER : PEER6,
        difference);
  }

  private static InetAddress own(Protocol protocol) {
    return protocol.family() == AddressFamily.IPV4 ? OWN : OWN6;
  }

  private static VirtualRouterConfig.Builder version3(Protocol protocol, int priority) {
    InetAddress address = protocol.family() == AddressFamily.IPV4 ? VIP : VIP6;
    return VirtualRouterConfig.builder(51, address).protocol(protocol).priority(priority);
  }

  @Provide
  Arbitrary<List<Long>> delays() {
    return Arbitraries.longs().between(0, 5_000_000_000L).list().ofMinSize(1).ofMaxSize(10);
  }

  private static Arbitrary<Input> input() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.just(Input.Tick.INSTANCE)),
        Tuple.of(6, Arbitraries.integers().between(0, 255).map(RecordingProperties::heard)),
        Tuple.of(2, Arbitraries.just(new Input.Startup())),
        Tuple.of(1, Arbitraries.just(new Input.Shutdown())),
        Tuple.of(1, Arbitraries.just(new Input.Resign())),
        Tuple.of(1, Arbitraries.integers().between(-10, 300).map(Input.PriorityChanged::new)),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(3).map(Input.TrackedDown::new)),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(3).map(Input.TrackedUp::new)),
        Tuple.of(1, Arbitraries.just(new Input.AddressLost(VIP))),
        Tuple.of(1, Arbitraries.just(new Input.AddressRestored(VIP))),
        Tuple.of(1, Arbitraries.of(OWN, PEER).map(Input.PrimaryAddressChanged::new)),
        Tuple.of(1, Arbitraries.just(new Input.AdvertisementRefused(INTERVAL, PEER))),
        Tuple.of(
            1,
            Arbitraries.integers()
                .between(1, 255)
                .map(priority -> new Input.Reconfigured(config(51).priority(priority).build()))));
  }

  private static Input heard(int priority) {
    return new Input.AdvertisementReceived(config(51).build().advertisement(priority), PEER);
  }

  private static VirtualRouter router(int vrid) {
    return new VirtualRouter(config(vrid).preemptDelay(Duration.ofMillis(2500)).build(), OWN);
  }

  private static VirtualRouterConfig.Builder config(int vrid) {
    return VirtualRouterConfig.builder(vrid, VIP);
  }
}
