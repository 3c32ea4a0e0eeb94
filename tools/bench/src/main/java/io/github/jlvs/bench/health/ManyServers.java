// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import java.time.Duration;

/**
 * Real servers with a TCP_CHECK each, all on one host.
 *
 * @param count how many, up to 30000
 * @param ofService how many of them a virtual service has
 * @param interval between two checks of one
 */
public record ManyServers(int count, int ofService, Duration interval) {
  static final int PORT = 80;
  private static final int CHECKS_A_SECOND = 600;

  /**
   * In services of thirty, checked 600 times a second, however many they are: so many checks are
   * within what one processor can do.
   */
  static ManyServers rack(int count) {
    return new ManyServers(
        count, 30, Duration.ofMillis(Math.max(500, count * 1000L / CHECKS_A_SECOND)));
  }

  public int services() {
    return (count + ofService - 1) / ofService;
  }

  private static String address(int network, int i) {
    return "10." + network + "." + i / 250 + "." + (i % 250 + 1);
  }

  private static ServiceId service(int i) {
    return ServiceId.tcp(address(3, i), PORT);
  }

  private int size(int service) {
    return Math.min(ofService, count - service * ofService);
  }

  public String configuration() {
    return configuration(1);
  }

  /** The last of them, which the weight is of. */
  DestinationId last() {
    return DestinationId.of(address(2, count - 1), PORT);
  }

  ServiceId lastService() {
    return service(services() - 1);
  }

  /**
   * As the daemons read it.
   *
   * @param lastWeight the weight of the last real server; that of the others is 1
   */
  String configuration(int lastWeight) {
    StringBuilder text = new StringBuilder();
    for (int service = 0; service < services(); service++) {
      text.append(
          "virtual_server %s %d {\n protocol TCP\n lb_algo wrr\n lb_kind DR\n delay_loop %s\n"
              .formatted(address(3, service), PORT, interval().toMillis() / 1000.0));
      for (int i = 0; i < size(service); i++) {
        text.append(
            " real_server %s %d {\n  weight %d\n  TCP_CHECK {\n   connect_timeout 3\n   retry 0\n  }\n }\n"
                .formatted(
                    address(2, service * ofService + i),
                    PORT,
                    service * ofService + i == count - 1 ? lastWeight : 1));
      }
      text.append("}\n");
    }
    return text.toString();
  }

  /** How far the table has come towards holding all of them, or none. */
  public Progress progress(Ipvs ipvs, boolean there) {
    return new Progress(ipvs, there);
  }

  /** Looks at one service after the other, so that looking costs little. */
  public final class Progress {
    private final Ipvs ipvs;
    private final boolean there;
    private int done;

    private Progress(Ipvs ipvs, boolean there) {
      this.ipvs = ipvs;
      this.there = there;
    }

    public boolean complete() {
      while (done < services()) {
        if (ipvs.destinations(service(done)).size() != (there ? size(done) : 0)) {
          return false;
        }
        done++;
      }
      return true;
    }

    @Override
    public String toString() {
      return done + " of " + services() + " services are so";
    }
  }
}
