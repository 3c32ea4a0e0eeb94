// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import java.time.Duration;

/**
 * Real servers in virtual services of thirty, all on one host. They are checked 600 times a second,
 * however many they are: so many checks are within what one processor can do.
 *
 * @param count how many, up to 30000
 */
record ManyServers(int count) {
  static final int OF_A_SERVICE = 30;
  static final int PORT = 80;
  private static final int CHECKS_A_SECOND = 600;

  Duration interval() {
    return Duration.ofMillis(Math.max(500, count * 1000L / CHECKS_A_SECOND));
  }

  private int services() {
    return (count + OF_A_SERVICE - 1) / OF_A_SERVICE;
  }

  private static String address(int network, int i) {
    return "10." + network + "." + i / 250 + "." + (i % 250 + 1);
  }

  private static ServiceId service(int i) {
    return ServiceId.tcp(address(3, i), PORT);
  }

  private int size(int service) {
    return Math.min(OF_A_SERVICE, count - service * OF_A_SERVICE);
  }

  String configuration() {
    StringBuilder text = new StringBuilder();
    for (int service = 0; service < services(); service++) {
      text.append(
          "virtual_server %s %d {\n protocol TCP\n lb_algo rr\n lb_kind DR\n delay_loop %s\n"
              .formatted(address(3, service), PORT, interval().toMillis() / 1000.0));
      for (int i = 0; i < size(service); i++) {
        text.append(
            " real_server %s %d {\n  TCP_CHECK {\n   connect_timeout 3\n   retry 0\n  }\n }\n"
                .formatted(address(2, service * OF_A_SERVICE + i), PORT));
      }
      text.append("}\n");
    }
    return text.toString();
  }

  /** How far the table has come towards holding all of them, or none. */
  Progress progress(Ipvs ipvs, boolean there) {
    return new Progress(ipvs, there);
  }

  /** Looks at one service after the other, so that looking costs little. */
  final class Progress {
    private final Ipvs ipvs;
    private final boolean there;
    private int done;

    private Progress(Ipvs ipvs, boolean there) {
      this.ipvs = ipvs;
      this.there = there;
    }

    boolean complete() {
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
