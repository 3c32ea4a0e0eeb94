// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.control;

import io.github.jlvs.lab.Host;

/**
 * One reading of a page, timed by curl from the connection to the last octet.
 *
 * @param millis how long it took
 * @param octets how long the answer was
 */
record Scrape(double millis, long octets) {
  static final int PORT = 9167;

  static Scrape of(Host host, String page) {
    String[] told =
        host.exec(
                "curl",
                "-s",
                "-f",
                "-o",
                "/dev/null",
                "-w",
                "%{time_total} %{size_download}",
                "http://127.0.0.1:" + PORT + page)
            .out()
            .strip()
            .split(" ");
    return new Scrape(Double.parseDouble(told[0]) * 1000, Long.parseLong(told[1]));
  }
}
